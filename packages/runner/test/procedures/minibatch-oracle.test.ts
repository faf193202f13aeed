import { keyFromSeed } from '@minebench/core';
import { gaussian, independentDraws } from '@minebench/generators';
import { describe, expect, it } from 'vitest';
import { minibatchOracle } from '../../src/index.ts';
import { summarizeReplicates } from '../../src/procedures/minibatch-oracle/summary.ts';
import { minibatchValues } from '../../src/procedures/minibatch-oracle/values.ts';
import { runSweep } from './run-sweep.ts';

interface Summary {
  readonly mean: number;
  readonly standardError: number;
  readonly variance: number;
  readonly varianceStandardError: number;
  readonly smallest: number;
  readonly largest: number;
}

interface Values {
  readonly truth: { readonly nats: number };
  readonly values: Readonly<Record<'dv' | 'nwj' | 'infonce', Summary>>;
}

const run = async (sweep: object): Promise<Values> =>
  (await runSweep<Values>(minibatchOracle, { task: 'gaussian', ...sweep }))[0];

describe('bounds at the optimal critic on minibatches', () => {
  it("NWJ is unbiased with variance d rho^2 / b + (e^(2I) - 1) / n'", async () => {
    const [dimension, mi, batchSize, referenceSize] = [20, 0.2, 16, 32];
    const { values } = await run({ dimension, mi, batchSize, referenceSize, replicates: 20_000 });
    const expected = (dimension * -Math.expm1((-2 * mi) / dimension)) / batchSize + Math.expm1(2 * mi) / referenceSize;
    // A fixed seed; four standard errors.
    expect(Math.abs(values.nwj.mean - mi)).toBeLessThan(4 * values.nwj.standardError);
    expect(Math.abs(values.nwj.variance - expected)).toBeLessThan(4 * values.nwj.varianceStandardError);
    expect(values.nwj.varianceStandardError).toBeLessThan(0.05 * expected);
  });

  it("DV reads above I by (e^(2I) - 1) / (2 n'), and above NWJ on every minibatch", async () => {
    const [mi, referenceSize] = [0.2, 64];
    const { values } = await run({ dimension: 20, mi, batchSize: 16, referenceSize, replicates: 10_000 });
    const excess = Math.expm1(2 * mi) / (2 * referenceSize);
    // The next order is of relative size 1/n'.
    expect(Math.abs(values.dv.mean - mi - excess)).toBeLessThan(4 * values.dv.standardError + 0.1 * excess);
    const task = gaussian({ dimension: 3, rho: 0.8 });
    const read = minibatchValues(
      (pairs) => task.logDensityRatio!(pairs),
      task.sample(8, keyFromSeed(1)),
      independentDraws(task, 8, keyFromSeed(2)),
    );
    expect(read.dv).toBeGreaterThan(read.nwj);
  });

  it('InfoNCE never exceeds log b, and takes its negatives from the rows of the batch', async () => {
    const { values } = await run({ dimension: 20, mi: 8, batchSize: 8, replicates: 500 });
    expect(values.infonce.largest).toBeLessThanOrEqual(Math.log(8));
    expect(values.infonce.mean).toBeGreaterThan(0.9 * Math.log(8));
    // With a critic that is zero everywhere no pair stands out.
    const task = gaussian({ dimension: 2, rho: 0.5 });
    const sample = task.sample(6, keyFromSeed(5));
    expect(minibatchValues(({ count }) => new Float64Array(count), sample, sample).infonce).toBeCloseTo(0, 12);
  });
});

it('the standard error of a variance is that of the squares about the mean', () => {
  const { variance, varianceStandardError, smallest, largest } = summarizeReplicates(Float64Array.of(-3, -1, 1, 3));
  // Mean 0, squares 9, 1, 1, 9: s^2 = 20/3; fourth moment 41.
  expect(variance).toBeCloseTo(20 / 3, 12);
  expect(varianceStandardError).toBeCloseTo(Math.sqrt(Math.max(0, 41 - 400 / 9) / 4), 12);
  expect([smallest, largest]).toEqual([-3, 3]);
});
