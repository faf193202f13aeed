import { engines } from '@minebench/engine';
import { type Contender, interleave, type Row } from './measure.ts';
import { recordingEngines } from './peers/own-engine.ts';
import { timedWork } from './peers/serve.ts';
import { createStepCase } from './step-case.ts';
import { label, type StepSize } from './step-size.ts';

/** Recording a step and making it ready, at the sizes given, on every engine that records; the process has compiled another step before. */
export async function* recording(sizes: readonly StepSize[], repeats: number): AsyncGenerator<Row> {
  for (const size of sizes) {
    const { step, example } = createStepCase(size);
    const contenders = recordingEngines().map(
      (id): Contender => ({
        implementation: id,
        threads: 1,
        async run() {
          const { value: program, ...work } = await timedWork(() => engines.create(id).compile(step, example));
          await program.dispose();
          return { units: 1, ...work };
        },
      }),
    );
    yield* await interleave('recording', label(size), contenders, { repeats });
  }
}
