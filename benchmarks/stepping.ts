import type { Program, ProgramInputs } from '@minebench/core';
import { engines } from '@minebench/engine';
import type { Contender } from './measure.ts';
import { createStepCase } from './step-case.ts';
import type { StepSize } from './step-size.ts';

/** A contender in this process that trains `steps` steps in calls of `stepsPerCall` on an engine, one thread. */
export async function stepping(
  engineId: string,
  size: StepSize,
  steps: number,
  stepsPerCall = steps,
  name = engineId,
): Promise<Contender & { readonly program: Program }> {
  const { step, example, state, data, rows } = createStepCase(size);
  const program = await engines.create(engineId).compile(step, example);
  const inputs: ProgramInputs = { data, batch: rows(stepsPerCall) };
  return {
    implementation: name,
    threads: 1,
    program,
    async run() {
      let current = state;
      for (let done = 0; done < steps; done += stepsPerCall) {
        current = (await program.run(current, inputs, stepsPerCall)).state;
      }
      return { units: steps };
    },
  };
}
