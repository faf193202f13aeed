import { type Critic, InputError, keyFromSeed, type Optimizer, type Split } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { freshReferences, gaussianMi, gaussianSplit, protocol, shiftByOne } from '../gaussian-split.ts';

const small = { id: 'joint-mlp', hidden: [32, 32] };

const estimator = (bound: string, critic: unknown = small, optimizer: unknown = { id: 'adam', learningRate: 2e-3 }) =>
  createNeuralEstimator({
    bound: bounds.create(bound),
    critic: critics.create(critic as never),
    optimizer: optimizers.create(optimizer as never),
    readouts: [bounds.create('dv'), bounds.create('mine-f')],
  });

describe('a neural estimator on correlated Gaussians', () => {
  const truth = gaussianMi(1, 0.8);
  const sample = gaussianSplit(1, 1, 0.8, { train: 5000, selection: 2000, evaluation: 20_000 });

  it.each([
    ['dv', small],
    ['mine', small],
    ['mine-f', small],
    ['dv', { id: 'separable-mlp', hidden: [32, 32], embedding: 16 }],
  ])('%s with %j reads within 10% and three standard errors', async (bound, critic) => {
    const { evaluation } = await completed(
      estimator(bound, critic).estimate(sample, estimateOptions(), keyFromSeed(2)),
    );
    expect(evaluation.standardErrorMethod).toBe('delta');
    expect(evaluation.reliable).toBe(true);
    expect(Math.abs(evaluation.nats - truth)).toBeLessThan(0.1 * truth + 3 * evaluation.standardError);
  });

  it('reads MINE-f below DV on the same critic and pairs, and its own bound as the headline', async () => {
    const result = await completed(estimator('mine').estimate(sample, estimateOptions(), keyFromSeed(2)));
    expect(result.readouts!.dv.nats).toBe(result.evaluation.nats);
    expect(result.readouts!['mine-f'].nats).toBeLessThanOrEqual(result.readouts!.dv.nats);
  });

  it('trains on fresh draws, with references from the batch or from both marginals', async () => {
    const fresh = gaussianSplit(1, 1, 0.8, { train: 'fresh', selection: 2000, evaluation: 20_000 });
    for (const references of [shiftByOne(128), freshReferences(300)]) {
      const { evaluation } = await completed(
        estimator('dv').estimate(fresh, estimateOptions({ references }), keyFromSeed(2)),
      );
      expect(Math.abs(evaluation.nats - truth)).toBeLessThan(0.1 * truth + 3 * evaluation.standardError);
    }
  });

  it('takes more references than the batch has pairs where the pool is the sample', async () => {
    const references = shiftByOne(700, 'sample');
    const { evaluation } = await completed(
      estimator('dv').estimate(sample, estimateOptions({ references }), keyFromSeed(2)),
    );
    expect(Math.abs(evaluation.nats - truth)).toBeLessThan(0.1 * truth + 3 * evaluation.standardError);
  });

  it("counts points that reference pairs share, by the bound's influence where it has one", async () => {
    const shared = estimateOptions({ evaluationReferences: shiftByOne(20_000, 'sample') });
    const own = await completed(estimator('dv').estimate(sample, shared, keyFromSeed(2)));
    expect(own.evaluation.standardErrorMethod).toBe('shared-points');
    const { influence: _, ...blunt } = bounds.create('dv');
    const without = createNeuralEstimator({
      bound: blunt,
      critic: critics.create(small),
      optimizer: optimizers.create({ id: 'adam', learningRate: 1e-3 }),
    });
    const jackknifed = await completed(without.estimate(sample, shared, keyFromSeed(2)));
    expect(jackknifed.evaluation.standardErrorMethod).toBe('jackknife');
    // The jackknife counts the noise of a pair twice, so it is no smaller; 32 blocks give it a relative standard error of 13%: three of them.
    const ratio = jackknifed.evaluation.standardError / own.evaluation.standardError;
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(Math.SQRT2 * 1.4);
  });

  it('traces log E_Q e^t on the selection references: 1 where NWJ has found its optimum, free under DV', async () => {
    const trace = async (bound: string) =>
      (await completed(estimator(bound).estimate(sample, estimateOptions(), keyFromSeed(2)))).selection!;
    const nwj = await trace('mine-f');
    expect(nwj.constant).toHaveLength(nwj.step.length);
    // E_Q e^t of 1 + log r, from 2000 pairs: e (1 +- sqrt((e^(2I) - 1) / 2000)), and what training leaves.
    expect(Math.abs(nwj.constant!.at(-1)! - 1)).toBeLessThan(0.2);
    const dv = await trace('dv');
    expect(Math.abs(dv.constant!.at(-1)! - 1)).toBeGreaterThan(0.2);
    expect((await trace('infonce')).constant).toBeUndefined();
  });

  it('gives the same bytes twice, and others for another seed of data or weights', async () => {
    const run = (key: number, init: number) =>
      estimator('mine').estimate(
        sample,
        estimateOptions({ initKey: keyFromSeed(init), protocol: protocol({ steps: 200, selectEvery: 100 }) }),
        keyFromSeed(key),
      );
    const first = JSON.stringify(await run(2, 1));
    expect(JSON.stringify(await run(2, 1))).toBe(first);
    expect(JSON.stringify(await run(3, 1))).not.toBe(first);
    expect(JSON.stringify(await run(2, 2))).not.toBe(first);
  });
});

describe('the protocol', () => {
  const sample = gaussianSplit(4, 1, 0.8, { train: 2000, selection: 2000, evaluation: 5000 });

  /** Ascends for the first interval, then walks away from what it learnt. */
  const ruinous = (after: number): Optimizer => {
    const inner = optimizers.create({ id: 'sgd', learningRate: 0.05 });
    return {
      id: 'ruinous',
      init: () => ({ count: tf.scalar(0) }),
      update(grads, state, params) {
        const ascended = inner.update(grads, {}, params).params;
        const good = tf.less(state.count, after);
        const spoilt = tf.mul(params, -1.02) as Tensor1D;
        return {
          params: tf.where(tf.fill(params.shape, 1).cast('bool').logicalAnd(good), ascended, spoilt) as Tensor1D,
          state: { count: tf.add(state.count, 1) },
        };
      },
    };
  };

  it('restores the weights of the best look at the selection part', async () => {
    const regime = protocol({ steps: 600, selectEvery: 100, patience: 100, evaluationReferences: 5000 });
    const result = await completed(
      createNeuralEstimator({
        bound: bounds.create('dv'),
        critic: critics.create(small),
        optimizer: ruinous(300),
      }).estimate(sample, estimateOptions({ protocol: regime }), keyFromSeed(2)),
    );
    const { nats, bestStep, step } = result.selection!;
    expect(bestStep).toBe(300);
    expect(result.maxOverSelection).toBe(Math.max(...nats));
    // Held-out pairs of the same law: the two readings differ by their sampling errors, the selection's being 2.5 times larger in variance.
    const best = nats[step.indexOf(bestStep)];
    expect(Math.abs(result.evaluation.nats - best)).toBeLessThan(4 * Math.sqrt(3.5) * result.evaluation.standardError);
    expect(nats.at(-1)).toBeLessThan(best - 10 * result.evaluation.standardError);
  });

  it('stops after `patience` looks without improvement', async () => {
    const regime = protocol({ steps: 5000, selectEvery: 50, patience: 3, evaluationReferences: 5000 });
    const result = await completed(
      createNeuralEstimator({
        bound: bounds.create('dv'),
        critic: critics.create(small),
        optimizer: ruinous(100),
      }).estimate(sample, estimateOptions({ protocol: regime }), keyFromSeed(2)),
    );
    expect(result.selection!.bestStep).toBe(100);
    expect(result.stepsRun).toBe(250);
  });

  it('reports a run that leaves the finite numbers as diverged, with the step', async () => {
    const result = await estimator('mine-f', small, { id: 'sgd', learningRate: 1e6 }).estimate(
      sample,
      estimateOptions(),
      keyFromSeed(2),
    );
    expect(result.status).toBe('diverged');
    expect(result).toMatchObject({ reason: expect.stringContaining('not finite') });
    expect((result as { step: number }).step).toBeLessThan(250);
  });

  it("reports an estimate beyond log n' as diverged: a critic that separates the samples grows without end", async () => {
    // I = 16.6 in 20 dimensions: no reference pair ever looks like a joint one, and DV on the samples has no upper limit.
    const hopeless = gaussianSplit(4, 20, 0.9, { train: 'fresh', selection: 500, evaluation: 500 });
    const result = await estimator('dv', small, { id: 'adam', learningRate: 1e-2 }).estimate(
      hopeless,
      estimateOptions({
        protocol: protocol({ steps: 3000, selectionReferences: 500, evaluationReferences: 500, patience: 100 }),
      }),
      keyFromSeed(2),
    );
    expect(result).toMatchObject({ status: 'diverged', reason: expect.stringContaining("exceeds log n' = 6.21") });
  });

  it('gives the same estimate however many steps a call has', async () => {
    const estimateWith = (selectEvery: number) =>
      estimator('dv').estimate(
        sample,
        estimateOptions({ protocol: protocol({ steps: 120, selectEvery, evaluationReferences: 5000 }) }),
        keyFromSeed(2),
      );
    const [long, short] = [await completed(estimateWith(120)), await completed(estimateWith(40))];
    expect(short.selection!.nats.at(-1)).toBe(long.selection!.nats.at(-1));
  });

  it.each([
    [
      'a batch larger than the sample',
      { batchSize: 4000 },
      'batchSize 4000 exceeds the 2000 training pairs; lower batchSize or raise n',
    ],
    [
      'fresh references from a fixed sample',
      { references: freshReferences(10) },
      'references "fresh" needs fresh draws',
    ],
  ])('refuses %s', async (_, changes, message) => {
    const run = () => estimator('dv').estimate(sample, estimateOptions(changes), keyFromSeed(2));
    await expect(run()).rejects.toThrow(InputError);
    await expect(run()).rejects.toThrow(message);
  });

  it('refuses fresh evaluation references where there is no sampler', async () => {
    const { independent: _, ...data } = sample;
    await expect(estimator('dv').estimate(data as Split, estimateOptions(), keyFromSeed(2))).rejects.toThrow(
      'needs a sampler of both marginals',
    );
  });
});

describe("a user's critic", () => {
  const sample = gaussianSplit(4, 2, 0.5, { train: 500, selection: 500, evaluation: 500 });
  const quadratic: Critic = {
    id: 'quadratic',
    init: () => ({ a: tf.zeros([1]), c: tf.zeros([1]) }),
    score: (params, x, y) => tf.add(tf.mul(tf.sum(tf.mul(x, y), 1), params.a), params.c) as Tensor1D,
  };

  it('is a few TensorFlow.js functions', async () => {
    const result = await completed(
      createNeuralEstimator({
        bound: bounds.create('dv'),
        critic: quadratic,
        optimizer: optimizers.create('adam'),
      }).estimate(sample, estimateOptions({ protocol: protocol({ steps: 500 }) }), keyFromSeed(2)),
    );
    expect(result.parameters).toBe(2);
    expect(result.evaluation.nats).toBeGreaterThan(0.1);
  });

  it('that reads a value is one error with its name', async () => {
    const peeking: Critic = {
      ...quadratic,
      id: 'peeking',
      score(params, x, y) {
        const scores = quadratic.score(params, x, y);
        scores.dataSync();
        return scores;
      },
    };
    const run = createNeuralEstimator({
      bound: bounds.create('dv'),
      critic: peeking,
      optimizer: optimizers.create('adam'),
    });
    await expect(run.estimate(sample, estimateOptions(), keyFromSeed(2))).rejects.toThrow(
      /critic peeking reads a tensor's value/,
    );
  });
});
