import { type Critic, keyFromSeed, type Optimizer, type Params } from '@minebench/core';
import { engines, StepError, tf } from '@minebench/engine';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, optimizers } from '../../src/index.ts';
import { freshReferences, gaussianSplit, protocol, shiftByOne } from '../gaussian-split.ts';

const estimate = (engine: string, init: () => unknown, score: Critic['score'], optimizer = optimizers.create('adam')) =>
  createNeuralEstimator({
    bound: bounds.create('dv'),
    critic: { id: './mine.ts', init: init as () => Params, score },
    optimizer,
  }).estimate(
    gaussianSplit(1, 3, 0.5, { train: 400, selection: 100, evaluation: 100 }),
    {
      engine: engines.create(engine),
      protocol: protocol({ steps: 20, selectEvery: 10 }),
      batchSize: 8,
      references: shiftByOne(8),
      selectionReferences: freshReferences(100),
      evaluationReferences: freshReferences(100),
      initKey: keyFromSeed(1),
    },
    keyFromSeed(2),
  );

const ones = () => ({ w: tf.ones([3]) });
/** Scores from the weighted products of coordinates, `[b, 3]`. */
const through =
  (last: (products: Tensor) => Tensor): Critic['score'] =>
  ({ w }, x, y) =>
    last(tf.mul(tf.mul(x, y), w)) as Tensor1D;
const summed = through((products) => tf.sum(products, 1));
const fixed: Critic['score'] = (_, x, y) => tf.sum(tf.mul(x, y), 1) as Tensor1D;

const faults: [string, () => unknown, Critic['score'], string][] = [
  ['without parameters', () => ({}), fixed, ': init gives no weights, so there is nothing to train; give at least one'],
  ['of parameters without numbers', () => ({ w: tf.zeros([0]) }), fixed, ': init gives no weights'],
  ['whose init returns nothing', () => undefined, fixed, ': init returns undefined; return an object of tensors'],
  ['of plain numbers', () => ({ w: 3 }), fixed, ': init gives w as no tensor; give a float32 tensor'],
  ['of whole numbers', () => ({ w: tf.ones([3], 'int32') }), summed, ': init gives w as int32; cast it to float32'],
  ['that ignores its only parameter', ones, fixed, ': no gradient reaches critic.w; use it in the scores'],
  [
    'that ignores one of two',
    () => ({ ...ones(), v: tf.ones([2]) }),
    summed,
    ': no gradient reaches critic.v; use it in the scores, or leave it out of init',
  ],
  [
    'of comparisons',
    ones,
    through((products) => tf.sum(tf.cast(tf.greater(products, 0), 'float32'), 1)),
    ' uses Greater, which has no gradient; use operations that have one',
  ],
  [
    'whose gradient is zero everywhere',
    ones,
    through((products) => tf.sum(tf.floor(products), 1)),
    ': no weight has moved in 10 steps; build the scores from operations whose gradient is not zero',
  ],
];

describe.each(['ort:cpu', 'tfjs:cpu'])('on %s a critic that cannot be trained is refused, by name', (engine) => {
  it.each(faults)('%s', async (_, init, score, message) => {
    const run = estimate(engine, init, score);
    await expect(run).rejects.toThrow(StepError);
    await expect(run).rejects.toThrow(`critic ./mine.ts${message}`);
  });

  it('the same critic with weights that are used is taken', async () => {
    expect(await estimate(engine, ones, summed)).toMatchObject({ status: 'completed', parameters: 3 });
  });
});

it('an optimiser whose slots overflow has diverged, though its estimates stay finite: it would stand still from there', async () => {
  const adam = optimizers.create('adam');
  const overflowing: Optimizer = {
    ...adam,
    // Squares of 1e19 sum to more than the largest float32, 3.4e38.
    update: (grads, state, params) => adam.update(tf.add(tf.mul(grads, 0), 1e19) as Tensor1D, state, params),
  };
  expect(await estimate('ort:cpu', ones, summed, overflowing)).toMatchObject({
    status: 'diverged',
    reason: 'optimizer.adam.squares is not finite',
    step: 10,
  });
});
