import { createStream, keyFromSeed, namesWithin, prefixNames, type Step } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import { bounds, critics, optimizers } from '@minebench/estimators';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { type MiTerm, miLoss, miPenalty } from '../../src/index.ts';

const STEPS = 1200;
const ROWS = 64;
const critic = critics.create({ id: 'joint-mlp', hidden: [16], activation: 'tanh' });
const optimizer = optimizers.create({ id: 'adam', learningRate: 0.01 });

/** Normal numbers, independent from column to column, with the given standard deviations. */
const normals = (seed: number, deviations: readonly number[]) => {
  const stream = createStream(keyFromSeed(seed));
  const columns = deviations.length;
  return {
    dtype: 'float32' as const,
    shape: [STEPS, ROWS, columns],
    data: Float32Array.from({ length: STEPS * ROWS * columns }, (_, k) => deviations[k % columns] * stream.normal()),
  };
};

/** Two weights that descend a loss at a rate of .02, beside a critic. */
async function train(
  term: MiTerm,
  start: readonly number[],
  inputs: Record<string, ReturnType<typeof normals>>,
  model: (w: Tensor, batch: Readonly<Record<string, Tensor>>) => { loss: Tensor; x: Tensor2D; y: Tensor2D },
): Promise<number[]> {
  const step: Step = (state, _data, batch) => {
    const mi = namesWithin('mi.', state);
    const gradient = tf.grad((w) => {
      const { loss, x, y } = model(w, batch);
      return tf.add(loss, term.loss(mi, { x, y }));
    })(state.w);
    const { x, y } = model(state.w, batch);
    const { state: next } = term.update(mi, { x, y });
    return { state: { w: tf.sub(state.w, tf.mul(0.02, gradient)), ...prefixNames('mi.', next) }, outputs: {} };
  };
  const w = { dtype: 'float32' as const, shape: [2, 1], data: Float32Array.from(start) };
  const initial = { w, ...prefixNames('mi.', term.init(keyFromSeed(1))) };
  const specs = Object.entries(inputs).map(([name, { dtype, shape }]) => [name, { dtype, shape: shape.slice(1) }]);
  const program = await engines
    .create('wasm:simd')
    .compile(step, { state: initial, data: {}, batch: Object.fromEntries(specs) });
  const { state } = await program.run(initial, { data: {}, batch: inputs }, STEPS);
  await program.dispose();
  return Array.from(state.w.data);
}

it('a projection with noise that maximises the information turns to the axis of the larger variance', async () => {
  const term = miLoss(bounds.create('mine'), critic, { dimX: 2, dimY: 1, optimizer });
  const inputs = { x: normals(2, [2, 1]), noise: normals(3, [1]) };
  const [first, second] = await train(term, [0.3, 1], inputs, (w, { x, noise }) => ({
    loss: tf.scalar(0),
    x: x as Tensor2D,
    y: tf.add(tf.matMul(x as Tensor2D, tf.div(w, tf.norm(w)) as Tensor2D), noise),
  }));
  // It starts at 73 degrees. I = log(1 + 4 cos^2 + sin^2) / 2 is flat at 0, so that a minibatch's noise leaves some degrees.
  expect((Math.atan2(Math.abs(second), Math.abs(first)) * 180) / Math.PI).toBeLessThan(10);
});

it('a penalty makes a prediction give up a nuisance that helps it; without weight it keeps it', async () => {
  const nuisanceOf = async (weight: number) => {
    const term = miPenalty(bounds.create('mine'), critic, { dimX: 1, dimY: 1, optimizer, weight });
    const inputs = { signal: normals(4, [1]), nuisance: normals(5, [1]), noise: normals(6, [0.3]) };
    const [, b] = await train(term, [1, 1], inputs, (w, { signal, nuisance, noise }) => {
      const x = tf.add(tf.matMul(tf.concat([signal, nuisance], 1) as Tensor2D, w as Tensor2D), noise) as Tensor2D;
      const loss = tf.mean(tf.squaredDifference(x, tf.add(signal, nuisance)));
      return { loss, x, y: nuisance as Tensor2D };
    });
    return b;
  };
  // With I = log(1 + b^2 / (a^2 + .09)) / 2 in place of its bound, (a - 1)^2 + (b - 1)^2 + weight I is least at a = 1.16, b = .28 for a weight of 8.
  expect(await nuisanceOf(0)).toBeGreaterThan(0.9);
  expect(Math.abs(await nuisanceOf(8))).toBeLessThan(0.45);
});
