import { engines } from '@minebench/engine';
import { absentRow, type Contender, interleave, type Row } from './measure.ts';
import { createStepCase } from './step-case.ts';
import { label, type StepSize } from './step-size.ts';

const BENCHMARK = 'recording';

/** Recording a step and creating its session, at the sizes given; the process has compiled another step before. */
export async function* recording(sizes: readonly StepSize[], repeats: number): AsyncGenerator<Row> {
  for (const size of sizes) {
    const { step, example } = createStepCase(size);
    const contender: Contender = {
      implementation: 'ort:cpu',
      threads: 1,
      async run() {
        const start = performance.now();
        const program = await engines.create('ort:cpu').compile(step, example);
        const seconds = (performance.now() - start) / 1000;
        await program.dispose();
        return { units: 1, seconds };
      },
    };
    try {
      yield* await interleave(BENCHMARK, label(size), [contender], { repeats });
    } catch (error) {
      yield absentRow(BENCHMARK, label(size), contender, (error as Error).message);
    }
  }
}
