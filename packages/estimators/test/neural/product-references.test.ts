import { type Critic, keyFromSeed, type ReferenceScheme } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianMi, gaussianSplit, protocol } from '../gaussian-split.ts';

const b = 16;

/** All pairs of different rows of a batch. */
const offDiagonal: ReferenceScheme = {
  mode: 'product',
  pool: 'batch',
  size: b * (b - 1),
  draw: () => ({
    rowsX: Int32Array.from({ length: b * (b - 1) }, (_, k) => Math.floor(k / (b - 1))),
    rowsY: Int32Array.from({ length: b * (b - 1) }, (_, k) => {
      const row = Math.floor(k / (b - 1));
      return (row + 1 + (k % (b - 1))) % b;
    }),
  }),
};

describe('references that are all pairs of the batch', () => {
  const sample = gaussianSplit(6, 1, 0.8, { train: 2000, selection: 2000, evaluation: 20_000 });
  const separable = critics.create({ id: 'separable-mlp', hidden: [16], embedding: 8 });
  const { scoreProduct: _, ...pairByPair } = separable;

  const run = async (critic: Critic, steps: number) => {
    const regime = protocol({ steps, selectEvery: Math.min(steps, 250) });
    const options = estimateOptions({ protocol: regime, batchSize: b, references: offDiagonal });
    const optimizer = optimizers.create({ id: 'adam', learningRate: 2e-3 });
    const estimator = createNeuralEstimator({ bound: bounds.create('dv'), critic, optimizer });
    return completed(estimator.estimate(sample, options, keyFromSeed(2)));
  };

  it('train a separable critic through its product as through its pairs', async () => {
    const [product, pairs] = [await run(separable, 40), await run(pairByPair as Critic, 40)];
    // Two orders of the same float32 sums, over forty steps.
    expect(Math.abs(product.minibatch!.mean[0] - pairs.minibatch!.mean[0])).toBeLessThan(1e-4);
    expect(Math.abs(product.evaluation.nats - pairs.evaluation.nats)).toBeLessThan(1e-4);
    expect(product.evaluation.nats).not.toBe(0);
  });

  it('find the mutual information', async () => {
    const truth = gaussianMi(1, 0.8);
    const { evaluation } = await run(separable, 2000);
    expect(Math.abs(evaluation.nats - truth)).toBeLessThan(0.1 * truth + 3 * evaluation.standardError);
  });
});
