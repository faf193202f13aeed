import type { NamedArrays, Program } from '@minebench/core';
import { createStepCase, type StepCase } from '../step-case.ts';
import type { StepSize } from '../step-size.ts';
import { createEngine } from './own-engine.ts';
import { serve, timedWork } from './serve.ts';

/** The training step on one of our engines. Arguments: the engine's id, threads. */
const [id, threads] = process.argv.slice(2);
const engine = await createEngine(id, Number(threads));

let compiled: { readonly program: Program; readonly given: StepCase; readonly replicas: number } | undefined;

/** `count` copies of every array, along a new axis before those of one step's array. */
const copies = (arrays: NamedArrays, count: number, lead = 0): NamedArrays =>
  Object.fromEntries(
    Object.entries(arrays).map(([name, { dtype, shape, data }]) => {
      const rows = shape.slice(0, lead).reduce((product, length) => product * length, 1);
      const size = data.length / rows;
      const tiled = new (data.constructor as Float32ArrayConstructor)(count * data.length);
      for (let row = 0; row < rows; row++) {
        const part = data.subarray(row * size, (row + 1) * size) as Float32Array;
        for (let k = 0; k < count; k++) tiled.set(part, (row * count + k) * size);
      }
      return [name, { dtype, shape: [...shape.slice(0, lead), count, ...shape.slice(lead)], data: tiled }];
    }),
  );

/** `replicas` of the step as one program where they are given, which share their data; 0 for one without a replica axis. */
async function load({ size, replicas = 0 }: { size: StepSize; replicas?: number }) {
  await compiled?.program.dispose();
  const given = createStepCase(size);
  const options = replicas ? { replicas: { count: replicas, shared: Object.keys(given.data) } } : {};
  const start = performance.now();
  const program = await engine.compile(given.step, given.example, options);
  compiled = { program, given, replicas };
  return { compileMs: performance.now() - start };
}

/** Trains `steps` steps from the first weights in calls of `call`; the values of DV on the first minibatches, of the first replica. */
async function run({ steps, call }: { steps: number; call: number }) {
  if (!compiled) throw new Error('nothing is loaded');
  const { program, given, replicas } = compiled;
  const rows = given.rows(call);
  const inputs = { data: given.data, batch: replicas ? copies(rows, replicas, 1) : rows };
  const initial = replicas ? copies(given.state, replicas) : given.state;
  const { value, ...time } = await timedWork(async () => {
    let state = initial;
    let first: ArrayLike<number> | undefined;
    for (let done = 0; done < steps; done += call) {
      const result = await program.run(state, inputs, call);
      state = result.state;
      first ??= result.outputs.estimate.data;
    }
    return first!;
  });
  return {
    ...time,
    losses: Array.from(value, Number)
      .filter((_, k) => k % (replicas || 1) === 0)
      .slice(0, 10),
  };
}

await serve({ version: '', device: 'cpu' }, { load, run });
