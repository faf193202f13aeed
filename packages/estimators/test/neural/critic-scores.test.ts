import type { Critic, Params } from '@minebench/core';
import { keyFromSeed } from '@minebench/core';
import { engines, StepError, tf } from '@minebench/engine';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, optimizers } from '../../src/index.ts';
import { freshReferences, gaussianSplit, protocol, shiftByOne } from '../gaussian-split.ts';

type Score = (weight: Tensor, x: Tensor2D, y: Tensor2D) => Tensor;

const critic = (score: Score, scoreProduct?: Score): Critic => ({
  id: './mine.ts',
  init: (): Params => ({ w: tf.ones([3]) }),
  score: ({ w }, x, y) => score(w, x, y) as Tensor1D,
  ...(scoreProduct
    ? { scoreProduct: ({ w }: Params, x: Tensor2D, y: Tensor2D) => scoreProduct(w, x, y) as Tensor2D }
    : {}),
});

const products: Score = (w, x, y) => tf.mul(tf.mul(x, y), w);

const estimate = (engine: string, subject: Critic, mode: 'shift' | 'product' = 'shift') => {
  const regime = protocol({ steps: 20, selectEvery: 10 });
  return createNeuralEstimator({
    bound: bounds.create('dv'),
    critic: subject,
    optimizer: optimizers.create('sgd'),
  }).estimate(
    gaussianSplit(1, 3, 0.5, { train: 400, selection: 100, evaluation: 100 }),
    {
      engine: engines.create(engine),
      protocol: regime,
      batchSize: 8,
      references: { ...shiftByOne(mode === 'shift' ? 8 : 56), mode },
      selectionReferences: freshReferences(100),
      evaluationReferences: freshReferences(100),
      initKey: keyFromSeed(1),
    },
    keyFromSeed(2),
  );
};

describe('a critic that does not give one score a pair is refused, by name and with what to do', () => {
  const faults: [string, Score, string][] = [
    [
      'a score a coordinate',
      products,
      'returns [1024, 3] where one score a pair, [1024], is expected; sum over its other axes',
    ],
    [
      'a column',
      (w, x, y) => tf.sum(products(w, x, y), 1, true),
      'returns [1024, 1] where one score a pair, [1024], is expected; reshape it to [1024]',
    ],
    [
      'one number',
      (w, x, y) => tf.sum(products(w, x, y)),
      'returns [] where one score a pair, [1024], is expected; do not reduce over pairs',
    ],
    [
      'whole numbers',
      (w, x, y) => tf.cast(tf.sum(products(w, x, y), 1), 'int32'),
      'returns int32; cast the scores to float32',
    ],
    ['no tensor', () => 3 as never, 'returns no tensor; return one score a pair, [1024]'],
  ];
  it.each(['ort:cpu', 'tfjs:cpu'].flatMap((engine) => faults.map((fault) => [engine, ...fault] as const)))(
    '%s, %s',
    async (engine, _, score, message) => {
      const run = estimate(engine, critic(score));
      await expect(run).rejects.toThrow(StepError);
      await expect(run).rejects.toThrow(`critic ./mine.ts: score ${message}`);
    },
  );

  it('in scoreProduct too', async () => {
    const summed: Score = (w, x, y) => tf.sum(products(w, x, y), 1);
    const wrong: Score = (w, x, y) => tf.sum(tf.mul(tf.matMul(x, y, false, true), tf.sum(w)), 1);
    await expect(estimate('ort:cpu', critic(summed, wrong), 'product')).rejects.toThrow(
      'critic ./mine.ts: scoreProduct returns [8] where one score for every x with every y, [8, 8], is expected',
    );
  });

  it('in training too, where the batch has another size than what is scored', async () => {
    const only1024: Score = (w, x, y) => {
      const summed = tf.sum(products(w, x, y), 1);
      return x.shape[0] === 1024 ? summed : tf.reshape(summed, [-1, 1]);
    };
    for (const engine of ['ort:cpu', 'tfjs:cpu'])
      await expect(estimate(engine, critic(only1024))).rejects.toThrow(
        'critic ./mine.ts: score returns [16, 1] where one score a pair, [16], is expected; reshape it to [16]',
      );
  });

  it('and the right shape is taken', async () => {
    const summed: Score = (w, x, y) => tf.sum(products(w, x, y), 1);
    for (const engine of ['ort:cpu', 'tfjs:cpu'])
      expect(await estimate(engine, critic(summed))).toMatchObject({ status: 'completed' });
  });
});
