import type { CompileOptions, Engine, NdArray, Program, Step, StepExample } from '@minebench/core';
import { engines, runReplicas, tf } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { expectAgreement } from './support/agreement.ts';
import { floats } from './support/draws.ts';

const example: StepExample = {
  state: { w: { dtype: 'float32', shape: [2] } },
  data: { x: { dtype: 'float32', shape: [2] } },
  batch: {},
};
const x: NdArray = floats([2], [0.3, -0.7]);

/** w <- w + rate (x - w), with the distance as output. */
const approach =
  (rate: number): Step =>
  ({ w }, data) => {
    const difference = tf.sub(data.x, w);
    return { state: { w: tf.add(w, tf.mul(difference, rate)) }, outputs: { distance: tf.sum(tf.square(difference)) } };
  };

interface Replica {
  readonly step: Step;
  /** Calls before it stops. */
  readonly calls: number;
  readonly data?: NdArray;
}

/** A training as estimators write it, for one replica. */
async function train(engine: Engine, { step, calls, data = x }: Replica, start: number) {
  const program = await engine.compile(step, example, { subject: 'critic c' });
  let state: Readonly<Record<string, NdArray>> = { w: floats([2], [start, 1]) };
  const distances: number[] = [];
  for (let call = 0; call < calls; call++) {
    const result = await program.run(state, { data: { x: data }, batch: {} }, 3);
    state = result.state;
    distances.push(...result.outputs.distance.data);
  }
  const { flopPerStep } = program;
  await program.dispose();
  return { w: state.w, distances: floats([distances.length], distances), flopPerStep };
}

/** An engine that tells what it was asked to compile. */
function watched(id: string) {
  const engine = engines.create(id);
  const compiled: CompileOptions[] = [];
  const counting: Engine = {
    id,
    compile(step, shapes, options = {}) {
      compiled.push(options);
      return engine.compile(step, shapes, options);
    },
  };
  return { engine: counting, counts: () => compiled.map(({ replicas }) => replicas?.count ?? 1), compiled };
}

async function together(replicas: readonly Replica[]) {
  const { engine, counts, compiled } = watched('ort:cpu+vmap');
  const settled = await runReplicas(engine, replicas.length, (own, k) => train(own, replicas[k], k));
  return { settled, counts: counts(), shared: compiled.map((options) => options.replicas?.shared) };
}

async function expectAsAlone(replicas: readonly Replica[], settled: readonly PromiseSettledResult<object>[]) {
  for (const [k, replica] of replicas.entries()) {
    const { flopPerStep, ...expected } = await train(engines.create('ort:cpu'), replica, k);
    const { value } = settled[k] as PromiseFulfilledResult<Awaited<ReturnType<typeof train>>>;
    const { flopPerStep: found, ...arrays } = value;
    expectAgreement(arrays, expected);
    expect(found).toBe(flopPerStep);
  }
}

describe('computations written for one replica, run together', () => {
  const same = (count: number, calls: number): Replica[] =>
    Array.from({ length: count }, () => ({ step: approach(0.1), calls }));

  it('share one program, and the data that are equal', async () => {
    const replicas = same(4, 3);
    const { settled, counts, shared } = await together(replicas);
    expect(counts).toEqual([4]);
    expect(shared).toEqual([['x']]);
    await expectAsAlone(replicas, settled);
  });

  it('have data of their own where those differ', async () => {
    const replicas = same(3, 2).map((replica, k) => ({ ...replica, data: floats([2], [k, 1]) }));
    const { settled, counts, shared } = await together(replicas);
    expect([counts, shared]).toEqual([[3], [[]]]);
    await expectAsAlone(replicas, settled);
  });

  it('get data that have changed between calls, and give the runtime those that have not as the same array', async () => {
    const engine = engines.create('ort:cpu+vmap');
    const given: unknown[] = [];
    const watching: Engine = {
      ...engine,
      async compile(...of) {
        const program = await engine.compile(...of);
        const run: Program['run'] = (state, inputs, steps) => {
          given.push(inputs.data.x.data);
          return program.run(state, inputs, steps);
        };
        return { ...program, run };
      },
    };
    const firstDistances = await runReplicas(watching, 2, async (own, k) => {
      const program = await own.compile(approach(0.1), example);
      const [before, after] = [floats([2], [k, 1]), floats([2], [k + 5, 1])];
      const found: number[] = [];
      for (const data of [before, before, after, after]) {
        const result = await program.run({ w: floats([2], [0, 0]) }, { data: { x: data }, batch: {} }, 1);
        found.push(result.outputs.distance.data[0]);
      }
      await program.dispose();
      return found;
    });
    // From w = 0 the squared distance to x is |x|^2.
    expect(firstDistances.map((settled) => settled.status === 'fulfilled' && settled.value)).toEqual([
      [1, 1, 26, 26],
      [2, 2, 37, 37],
    ]);
    expect(given).toHaveLength(4);
    expect([given[0] === given[1], given[1] === given[2], given[2] === given[3]]).toEqual([true, false, true]);
  });

  it('have numbers of their own', async () => {
    const replicas = [0.1, 0.2, 0.4].map((rate) => ({ step: approach(rate), calls: 2 }));
    const { settled, counts } = await together(replicas);
    expect(counts).toEqual([3]);
    await expectAsAlone(replicas, settled);
  });

  it('go on when others have stopped, in a program of fewer slots once half would be idle', async () => {
    const replicas = [1, 6, 2, 3, 3, 3].map((calls) => ({ step: approach(0.1), calls }));
    const { settled, counts } = await together(replicas);
    // Six, five, four of the six slots are in use, then one.
    expect(counts).toEqual([6, 1]);
    await expectAsAlone(replicas, settled);
  });

  it('are several programs where they compute several things', async () => {
    const other: Step = ({ w }, data) => ({
      state: { w: tf.tanh(w) },
      outputs: { distance: tf.sum(tf.square(tf.sub(data.x, w))) },
    });
    const replicas = [approach(0.1), other, approach(0.2), other].map((step) => ({ step, calls: 2 }));
    const { settled, counts } = await together(replicas);
    expect(counts).toEqual([4, 2, 2]);
    await expectAsAlone(replicas, settled);
  });

  it('fail alone: the error of one is its own', async () => {
    const failing: Step = (state) => {
      state.w.dataSync();
      return { state, outputs: {} };
    };
    const replicas = [approach(0.1), failing, approach(0.1)].map((step) => ({ step, calls: 2 }));
    const { settled } = await together(replicas);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((settled[1] as PromiseRejectedResult).reason.message).toMatch(/^critic c reads a tensor's value/);
    await expectAsAlone([replicas[0]], settled);
  });

  it('do not wait for one that ends before it calls anything', async () => {
    const { engine, counts } = watched('ort:cpu+vmap');
    const settled = await runReplicas(engine, 3, async (own, k) => {
      if (k === 1) throw new Error('no data');
      return train(own, { step: approach(0.1), calls: 2 }, k);
    });
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(counts()).toEqual([2]);
  });
});
