import { type Bound, InputError, keyFromSeed, type ProductBound, standardErrorOfMean } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { readBlocks } from '../../src/neural/block-reader.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianMi, gaussianSplit, protocol } from '../gaussian-split.ts';

const b = 64;
const critic = critics.create({ id: 'separable-mlp', hidden: [32], embedding: 8 });
const sample = gaussianSplit(7, 1, 0.8, { train: 3000, selection: 1000, evaluation: 10_100 });

const rowwise: ProductBound = {
  id: 'rowwise',
  kind: 'lower',
  references: 'product',
  initState: () => ({}),
  objective: (context) => ({ value: rowwise.estimate(context), state: {} }),
  estimate: ({ joint, product }) => tf.add(tf.mean(tf.sub(joint, tf.logSumExp(product, 1))), Math.log(b)) as Scalar,
};

/** The mean of the first x of a block, whatever the critic: a statistic whose blocks the test can compute itself. */
const firstX: ProductBound = { ...rowwise, id: 'first-x', estimate: ({ own }) => tf.slice(own.x!, 0, 1).asScalar() };
const withX = (bound: ProductBound): ProductBound => ({
  ...bound,
  init: () => ({ weight: tf.ones([1]) }),
  own: ({ weight }, x) => ({ x: tf.mul(tf.reshape(x, [x.shape[0]]), weight) }),
  objective: (context) => ({
    value: tf.add(rowwise.estimate(context), tf.mul(tf.mean(context.own.x!), 1e-6)) as Scalar,
    state: {},
  }),
});

const run = (bound: Bound, options = {}, readouts: Bound[] = []) =>
  createNeuralEstimator({
    bound,
    critic,
    optimizer: optimizers.create({ id: 'adam', learningRate: 2e-3 }),
    readouts,
  }).estimate(
    sample,
    estimateOptions({ batchSize: b, protocol: protocol({ steps: 400, selectEvery: 100 }), ...options }),
    keyFromSeed(8),
  );

describe('a reading from blocks', () => {
  const normal = Float64Array.from({ length: 40 }, (_, k) => Math.sin(k * k));

  it('is believed where blocks are alike', () => {
    expect(readBlocks(normal).reliable).toBe(true);
  });

  it('is not where one block makes the spread, or where there are too few to tell', () => {
    expect(readBlocks([...normal, -100]).reliable).toBe(false);
    expect(readBlocks(normal.subarray(0, 4)).reliable).toBe(false);
    expect(readBlocks([0.3])).toMatchObject({ nats: 0.3, standardErrorMethod: 'none', reliable: false });
  });
});

describe('a bound on the product of a batch', () => {
  it('is trained and read on blocks of the batch size, and finds the mutual information', async () => {
    const truth = gaussianMi(1, 0.8);
    const { evaluation, readouts } = await completed(run(rowwise, {}, [bounds.create('dv')]));
    expect(evaluation.standardErrorMethod).toBe('blocks');
    expect(evaluation.largestWeight).toBeUndefined();
    expect(Math.abs(evaluation.nats - truth)).toBeLessThan(0.1 * truth + 3 * evaluation.standardError);
    // The same critic is off by a function of x, which the bound on pairs pays for.
    expect(readouts!.dv.nats).toBeLessThan(truth + 3 * readouts!.dv.standardError);
  });

  it('has the mean of disjoint blocks, and their spread over the root of their number as its standard error', async () => {
    const bound = withX(firstX);
    const still = optimizers.create({ id: 'sgd', learningRate: 1e-12 });
    const estimator = createNeuralEstimator({ bound, critic, optimizer: { ...still, update: drift } });
    const options = estimateOptions({ batchSize: b, protocol: protocol({ steps: 1, selectEvery: 1 }) });
    const { evaluation } = await completed(estimator.estimate(sample, options, keyFromSeed(8)));
    // Of 10,100 rows 157 whole blocks of 64; the last 52 rows are left out.
    const firsts = Float64Array.from({ length: 157 }, (_, block) => sample.evaluation.x[block * b]);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / 157;
    expect(evaluation.nats).toBeCloseTo(mean, 5);
    expect(evaluation.standardError).toBeCloseTo(standardErrorOfMean(firsts), 5);
  });

  it('needs a held-out part of at least one block', async () => {
    await expect(run(rowwise, { batchSize: 1001 })).rejects.toThrow(InputError);
    await expect(run(rowwise, { batchSize: 1001 })).rejects.toThrow(/batchSize 1001 exceeds the 1000 held-out rows/);
  });

  it('cannot be read out where it has networks of its own, which train with it', async () => {
    await expect(run(bounds.create('dv'), {}, [withX(firstX)])).rejects.toThrow(
      /readouts "first-x" has networks of its own/,
    );
  });
});

/** Moves weights by rounding errors only: the trained weight of `withX` stays 1. */
const drift: ReturnType<typeof optimizers.create>['update'] = (grads, state, params) => ({
  params: tf.add(params, tf.mul(tf.sign(grads), 1e-7)) as never,
  state,
});
