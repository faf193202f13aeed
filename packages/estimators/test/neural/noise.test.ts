import { type Critic, keyFromSeed, NOISE_LEVELS } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianSplit, protocol } from '../gaussian-split.ts';

const inner = critics.create({ id: 'joint-mlp', hidden: [8] });
const sample = gaussianSplit(5, 1, 0.8, { train: 400, selection: 200, evaluation: 2000 });

/** Scores that `add` makes of the inner critic's and a noise number a row. */
const noisy = (add: (scores: Tensor1D, noise: Tensor1D) => Tensor1D): Critic => ({
  ...inner,
  id: 'noisy',
  noiseSize: (rows) => rows,
  score(params, x, y, noise) {
    const scores = inner.score(params, x, y);
    if (!noise) return scores;
    expect(noise.shape).toEqual([x.shape[0]]);
    return add(scores, noise);
  },
});

const run = (critic: Critic, steps = 40, seed = 6) =>
  completed(
    createNeuralEstimator({ bound: bounds.create('dv'), critic, optimizer: optimizers.create('adam') }).estimate(
      sample,
      estimateOptions({ protocol: protocol({ steps, selectEvery: steps }) }),
      keyFromSeed(seed),
    ),
  );

describe("a critic's noise", () => {
  it('is there in training and nowhere else', async () => {
    const plain = await run(inner);
    const shifted = await run(noisy((scores, noise) => tf.add(scores, tf.mul(noise, 1e-3)) as Tensor1D));
    // The first look is at the same weights, before any training: it sees no noise.
    expect(shifted.selection!.nats[0]).toBe(plain.selection!.nats[0]);
    expect(shifted.minibatch!.mean[0]).not.toBe(plain.minibatch!.mean[0]);
  });

  it('is uniform on the levels and fresh for every step', async () => {
    // DV of a noise n / LEVELS that is added to the scores is independent of the data: its sum over reference and joint pairs shows in the estimate.
    const strength = 2 / NOISE_LEVELS;
    const still: Critic = { ...noisy((_, noise) => tf.mul(noise, strength) as Tensor1D), init: inner.init };
    const flat: Critic = {
      ...still,
      score: (params, x, y, noise) => tf.add(still.score(params, x, y, noise), tf.mul(inner.score(params, x, y), 1e-6)),
    };
    const { minibatch } = await run(flat, 200);
    // E of a uniform on [0, 2) is 1, log E e^u is log((e^2 - 1) / 2); of 200 batches of 128 pairs: Var u = 1/3, Var e^u / (E e^u)^2 = .313.
    const expected = 1 - Math.log((Math.exp(2) - 1) / 2);
    const deviation = Math.sqrt((1 / 3 + 0.313) / 128);
    expect(Math.abs(minibatch!.mean[0] - expected)).toBeLessThan(
      (4 * deviation) / Math.sqrt(200) + 0.5 * deviation ** 2,
    );
    // Were every step given the same noise, the estimates would not vary: a standard deviation of 200 is known to 5%.
    expect(Math.abs(minibatch!.standardDeviation[0] / deviation - 1)).toBeLessThan(0.2);
  });

  it('comes from the key', async () => {
    const critic = noisy((scores, noise) => tf.add(scores, tf.mul(noise, 1e-3)) as Tensor1D);
    expect(await run(critic)).toEqual(await run(critic));
    expect((await run(critic, 40, 7)).minibatch!.mean[0]).not.toBe((await run(critic)).minibatch!.mean[0]);
  });
});
