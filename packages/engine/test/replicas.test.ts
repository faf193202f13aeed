import type { NamedArrays, NdArray, Step, StepExample } from '@minebench/core';
import { engines, type GraphNode, liveNodes, ReplicasDiffer, recordStep, tf } from '@minebench/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { outlineOf } from '../src/graph/vmap/outline.ts';
import { batchingRules } from '../src/graph/vmap/rules.ts';
import { vmapStep } from '../src/graph/vmap/vmap-step.ts';
import { replicaOf, stacked } from '../src/replicas/replica-axis.ts';
import { expectAgreement } from './support/agreement.ts';
import { floats } from './support/draws.ts';

const together = engines.create('ort:cpu+vmap');
const separate = engines.create('ort:cpu');
const float = (...shape: number[]) => ({ dtype: 'float32', shape }) as const;

/** Gradient ascent on -|w - target|^2 + the mean of the batch's rows of x, each rate its own step. */
const ascent =
  (rate: number): Step =>
  (state, data, batch) => {
    const rows = tf.gather(data.x, batch.rows as never);
    const loss = (w: Tensor) => tf.neg(tf.sum(tf.square(tf.sub(w, tf.mean(rows, 0))))) as Scalar;
    const { value, grads } = tf.valueAndGrads(loss)([state.w]);
    return { state: { w: tf.add(state.w, tf.mul(grads[0], rate)) }, outputs: { loss: value } };
  };
const example: StepExample = {
  state: { w: float(2) },
  data: { x: float(5, 2) },
  batch: { rows: { dtype: 'int32', shape: [3] } },
};
const STEPS = 4;
const COUNT = 3;
const points = floats(
  [5, 2],
  Array.from({ length: 10 }, (_, k) => Math.sin(k)),
);
const states = Array.from({ length: COUNT }, (_, replica) => ({ w: floats([2], [replica, -replica]) }));
const batches = Array.from({ length: COUNT }, (_, replica) => ({
  rows: {
    dtype: 'int32',
    shape: [STEPS, 3],
    data: Int32Array.from({ length: STEPS * 3 }, (_, k) => (k * (replica + 1)) % 5),
  } as NdArray,
}));

async function oneByOne(steps: readonly Step[], data: readonly NamedArrays[]) {
  const results = [];
  for (const [replica, step] of steps.entries()) {
    const program = await separate.compile(step, example);
    results.push(await program.run(states[replica], { data: data[replica], batch: batches[replica] }, STEPS));
    await program.dispose();
  }
  return results;
}

async function expectEqual(steps: readonly Step[], data: readonly NamedArrays[], shared: readonly string[]) {
  const program = await together.compile(steps[0], example, { replicas: { count: COUNT, shared, steps } });
  const inputs = { data: shared.length > 0 ? data[0] : stacked(data), batch: stacked(batches, 1) };
  const result = await program.run(stacked(states), inputs, STEPS);
  await program.dispose();
  for (const [replica, expected] of (await oneByOne(steps, data)).entries()) {
    expectAgreement(replicaOf(result.state, replica, 0), expected.state);
    expectAgreement(replicaOf(result.outputs, replica, 1), expected.outputs);
  }
}

describe('replicas as one program', () => {
  const step = ascent(0.1);

  it('give what each gives alone, from data that all read', async () => {
    await expectEqual([step, step, step], [{ x: points }, { x: points }, { x: points }], ['x']);
  });

  it('give what each gives alone, from data of their own', async () => {
    const own = (replica: number) => ({ x: { ...points, data: points.data.map((value) => value + replica) } });
    await expectEqual([step, step, step], [own(0), own(1), own(2)] as NamedArrays[], []);
  });

  it('may each have other numbers, such as a learning rate', async () => {
    const steps = [ascent(0.1), ascent(0.01), ascent(0.25)];
    await expectEqual(steps, [{ x: points }, { x: points }, { x: points }], ['x']);
  });

  it('do not see each other: one that breaks leaves the others as they are', async () => {
    const replicas = { count: COUNT, shared: ['x'] };
    const program = await together.compile(step, example, { replicas });
    const run = (broken: number) =>
      program.run(
        stacked(states.map((state, k) => (k === 1 ? { w: floats([2], [broken, broken]) } : state))),
        { data: { x: points }, batch: stacked(batches, 1) },
        STEPS,
      );
    const [sound, broken] = [await run(1), await run(Number.NaN)];
    expect(replicaOf(broken.state, 1, 0).w.data.every(Number.isNaN)).toBe(true);
    for (const replica of [0, 2]) {
      expect(replicaOf(broken.state, replica, 0)).toEqual(replicaOf(sound.state, replica, 0));
      expect(replicaOf(broken.outputs, replica, 1)).toEqual(replicaOf(sound.outputs, replica, 1));
    }
  });

  it('run alone where no replicas are asked for', async () => {
    const program = await together.compile(step, example);
    const found = await program.run(states[0], { data: { x: points }, batch: batches[0] }, STEPS);
    expectAgreement(found.state, (await oneByOne([step], [{ x: points }]))[0].state);
  });

  it('count the operations of one', async () => {
    const [one, three] = [
      await separate.compile(step, example),
      await together.compile(step, example, { replicas: { count: 3 } }),
    ];
    expect(three.flopPerStep).toBe(one.flopPerStep);
  });
});

describe('the batched graph', () => {
  const nodesOf = (step: Step, shared: readonly string[]): readonly GraphNode[] => {
    const recorded = recordStep(step, example);
    const { graph, nextState, outputs } = vmapStep(recorded, { count: 7, shared: new Set(shared) });
    return liveNodes(graph.nodes, [...Object.values(nextState), ...Object.values(outputs)]);
  };

  it('computes once what depends on no replica', () => {
    const step: Step = (state, data) => ({
      state: { w: tf.add(state.w, tf.sum(tf.exp(data.x), 0)) },
      outputs: {},
    });
    const shapes = nodesOf(step, ['x']).map(({ op, outputs: [{ shape }] }) => [op, shape]);
    expect(shapes).toEqual([
      ['Exp', [5, 2]],
      ['ReduceSum', [2]],
      ['Add', [7, 2]],
    ]);
  });

  it('multiplies the rows of all replicas by a shared matrix as one product', () => {
    const step: Step = (state, data) => ({
      state,
      outputs: { y: tf.matMul(tf.reshape(state.w, [1, 2]), data.x, false, true) },
    });
    expect(nodesOf(step, ['x']).flatMap(({ op, outputs: [{ shape }] }) => (op === 'Gemm' ? [shape] : []))).toEqual([
      [7, 5],
    ]);
  });

  it('repeats a result that is the same for all', () => {
    const step: Step = (state, data) => ({ state, outputs: { same: tf.sum(data.x) } });
    expect(nodesOf(step, ['x']).map(({ op, outputs: [{ shape }] }) => [op, shape])).toEqual([
      ['ReduceSum', []],
      ['Expand', [7]],
    ]);
  });

  it('is outlined by what it computes, not by its numbers', () => {
    const outline = (rate: number) => outlineOf(recordStep(ascent(rate), example)).text;
    expect(outline(0.1)).toBe(outline(0.2));
    // 2 is a number of the gradient too: equal constants are one, and the outline must not see it.
    expect(outline(2)).toBe(outline(0.1));
    expect(outline(1)).not.toBe(outline(0.1));
  });
});

describe('what cannot be one program', () => {
  const step = ascent(0.1);
  const compile = (replicas: object, of: Step = step) =>
    together.compile(of, example, { subject: 'critic c', replicas: replicas as never });

  it('steps that compute different things, told apart by replica', async () => {
    const other: Step = (state) => ({ state: { w: tf.tanh(state.w) }, outputs: { loss: tf.sum(state.w) } });
    const error = await compile({ count: 4, steps: [step, other, ascent(0.2), other] }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ReplicasDiffer);
    expect(error.alike).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(error.message).toBe(
      'critic c: replicas 0 and 1 compute different things; only seeds and numbers may differ within one program',
    );
  });

  it('an operator without a rule, by its name', async () => {
    const rules = batchingRules as Record<string, unknown>;
    const rule = rules.Tanh;
    rules.Tanh = undefined;
    try {
      const tanh: Step = (state) => ({ state: { w: tf.tanh(state.w) }, outputs: {} });
      await expect(compile({ count: 2 }, tanh)).rejects.toThrow(
        'critic c cannot be one program for 2 replicas: operator Tanh has no batching rule; use the engine without +vmap',
      );
    } finally {
      rules.Tanh = rule;
    }
  });

  it.each([
    [{ count: 0 }, 'replicas.count 0 is no number of replicas; give a positive integer'],
    [{ count: 1.5 }, 'replicas.count 1.5 is no number of replicas; give a positive integer'],
    [
      { count: 2, steps: [step] },
      'replicas.steps 1 steps are not one for each of 2 replicas; give as many, or leave them out',
    ],
    [{ count: 2, shared: ['z'] }, 'replicas.shared "z" is no name of data; use x'],
  ])('%j', async (replicas, message) => {
    await expect(compile(replicas)).rejects.toThrow(message);
  });

  it.each(['ort:cpu', 'tfjs:cpu'])('replicas on %s', async (id) => {
    await expect(engines.create(id).compile(step, example, { replicas: { count: 2 } })).rejects.toThrow(
      `replicas 2 are to be one program, and ${id} runs one replica a program; use an engine whose name ends with +vmap, such as ort:cpu+vmap`,
    );
  });

  it('arrays without the replica axis', async () => {
    const program = await compile({ count: 2 });
    await expect(program.run(states[0], { data: { x: points }, batch: batches[0] }, STEPS)).rejects.toThrow(
      'state.w is float32 [2] with 2 numbers; the program was compiled for float32 [2, 2]; compile again for other shapes',
    );
  });
});
