import { type Checkpoint, keyFromSeed, log, mean, type Task } from '@minebench/core';
import { engines } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import {
  bounds,
  critics,
  minibatchOptimum,
  optimizers,
  type StagedTraining,
  trainThroughStages,
} from '../../src/index.ts';
import { gaussianMi, gaussianPairs, gaussianSplit, shiftByOne } from '../gaussian-split.ts';

const BATCH = 16;

/** Two dimensions; correlation 0 is independence. */
const stageOf = (rho: number, steps: number) => ({
  ...gaussianSplit(1, 2, rho, { train: 'fresh', selection: 2, evaluation: 2 }),
  steps,
});

const staged = (changes: Partial<StagedTraining> = {}): StagedTraining => ({
  engine: engines.create('wasm:simd'),
  bound: bounds.create('infonce'),
  critic: critics.create({ id: 'separable-mlp', hidden: [16] }),
  optimizer: optimizers.create({ id: 'adam', learningRate: 5e-3 }),
  batchSize: BATCH,
  references: shiftByOne(BATCH),
  stages: [stageOf(0.9, 1500), stageOf(0.9, 300), stageOf(0, 300)],
  initKey: keyFromSeed(2),
  key: keyFromSeed(3),
  ...changes,
});

describe('a training through stages', () => {
  it('goes on with its weights where the next stage begins, and meets that stage at once', async () => {
    const { estimates } = await trainThroughStages(staged());
    expect(estimates).toHaveLength(2100);
    const averageOf = (from: number, to: number) => mean(estimates.subarray(from, to));
    // An untrained critic reads about 0; I = 1.66 nats. Means of twenty minibatches have a standard error of some .05.
    expect(averageOf(1480, 1500)).toBeGreaterThan(1);
    expect(Math.abs(averageOf(1500, 1520) - averageOf(1480, 1500))).toBeLessThan(0.3);
    // What was learnt at rho = .9 misleads where there is nothing: InfoNCE falls below 0 on the first minibatches, whose expectation is at most I = 0.
    expect(averageOf(1800, 1805)).toBeLessThan(0);
  });

  it('reads InfoNCE at most at log b on every minibatch', async () => {
    const { estimates } = await trainThroughStages(staged({ stages: [stageOf(0.999, 800)] }));
    expect(Math.max(...estimates)).toBeLessThanOrEqual(log(BATCH) + 1e-5);
    expect(Math.max(...estimates)).toBeGreaterThan(0.8 * log(BATCH));
  });

  it('breaks off where a number is not finite, and says at which step', async () => {
    const optimizer = optimizers.create({ id: 'sgd', learningRate: 1e30 });
    const bound = bounds.create('mine-f');
    const { estimates, broken } = await trainThroughStages(staged({ optimizer, bound, stages: [stageOf(0.5, 40)] }));
    expect(broken?.reason).toMatch(/not finite/);
    expect(estimates).toHaveLength(broken!.step - 1);
    expect(estimates.every(Number.isFinite)).toBe(true);
  });

  it.each([1, 3])('gives the same bytes after being cut short at its call %d', async (cut) => {
    const stages = [stageOf(0.5, 300), stageOf(0.8, 300)];
    const undisturbed = await trainThroughStages(staged({ stages }));
    let calls = 0;
    let kept: unknown;
    const cutting: Checkpoint = {
      restore: () => undefined,
      offer(state) {
        if (++calls < cut) return;
        kept = structuredClone(state());
        throw new Error('cut short');
      },
    };
    await expect(trainThroughStages(staged({ stages, checkpoint: cutting }))).rejects.toThrow('cut short');
    const seen: number[] = [];
    const resumed = await trainThroughStages(
      staged({ stages, checkpoint: { restore: () => kept, offer: () => {} }, onProgress: (step) => seen.push(step) }),
    );
    // It does not begin anew.
    expect(seen[0]).toBeGreaterThan(250);
    expect(resumed).toEqual(undisturbed);
  });
});

describe('a minibatch at the optimum', () => {
  const task = (rho: number): Task => ({
    id: 'pairs',
    dimX: 1,
    dimY: 1,
    mi: { nats: gaussianMi(1, rho), method: 'analytic' },
    sample: (count, key) => gaussianPairs(count, 1, rho, key),
    logDensityRatio: (pairs) =>
      gaussianSplit(1, 1, rho, { train: 'fresh', selection: 2, evaluation: 2 }).logDensityRatio!(pairs),
  });

  it('reads nearly I of InfoNCE where b is large against e^(2I), and less than log b where it is small', () => {
    const large = minibatchOptimum(bounds.create('infonce'), task(0.6), 256, 16, keyFromSeed(1))!;
    // E log mean r is of the order of e^(2I)/b = .006 there.
    expect(Math.abs(large.nats - gaussianMi(1, 0.6))).toBeLessThan(4 * large.standardError + 0.01);
    const small = minibatchOptimum(bounds.create('infonce'), task(0.99), 4, 64, keyFromSeed(1))!;
    expect(small.nats).toBeLessThan(log(4));
    expect(small.nats).toBeGreaterThan(0.5 * log(4));
  });

  it('says nothing of a bound on pairs, nor of a task whose ratio is not known', () => {
    expect(minibatchOptimum(bounds.create('mine-f'), task(0.6), 16, 4, keyFromSeed(1))).toBeUndefined();
    const { logDensityRatio: _, ...unknown } = task(0.6);
    expect(minibatchOptimum(bounds.create('infonce'), unknown, 16, 4, keyFromSeed(1))).toBeUndefined();
  });
});
