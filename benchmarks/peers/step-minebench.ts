import type { NamedArrays, Program } from '@minebench/core';
import { createStepCase, type StepCase } from '../step-case.ts';
import type { StepSize } from '../step-size.ts';
import { createEngine } from './own-engine.ts';
import { serve, timedWork } from './serve.ts';

/** The training step on one of our engines. Arguments: the engine's id, threads. */
const [id, threads] = process.argv.slice(2);
const engine = await createEngine(id, Number(threads));

let compiled: { readonly program: Program; readonly given: StepCase } | undefined;

async function load({ size }: { size: StepSize }) {
  await compiled?.program.dispose();
  const given = createStepCase(size);
  const start = performance.now();
  const program = await engine.compile(given.step, given.example);
  compiled = { program, given };
  return { compileMs: performance.now() - start };
}

/** Trains `steps` steps from the first weights in calls of `call`; the values of DV on the first minibatches. */
async function run({ steps, call }: { steps: number; call: number }) {
  if (!compiled) throw new Error('nothing is loaded');
  const { program, given } = compiled;
  const inputs = { data: given.data, batch: given.rows(call) };
  const { value, ...time } = await timedWork(async () => {
    let state: NamedArrays = given.state;
    let first: ArrayLike<number> | undefined;
    for (let done = 0; done < steps; done += call) {
      const result = await program.run(state, inputs, call);
      state = result.state;
      first ??= result.outputs.estimate.data;
    }
    return first!;
  });
  return { ...time, losses: [...Array.from(value).slice(0, 10)] };
}

await serve({ version: '', device: 'cpu' }, { load, run });
