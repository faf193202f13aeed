import { describe, expect, test } from 'vitest';
import {
  bootstrapInterval,
  createStream,
  foldIn,
  InputError,
  keyFromSeed,
  mean,
  rootMeanSquareError,
  standardDeviation,
} from '../../src/index.ts';

const key = keyFromSeed(5);
const normals = (count: number, label: string | number): Float64Array => {
  const out = new Float64Array(count);
  createStream(foldIn(key, label)).fillNormal(out);
  return out;
};

describe('bootstrapInterval', () => {
  test('of a mean: half width 1.96 sd / sqrt(n)', () => {
    const values = normals(400, 'width');
    const { low, high } = bootstrapInterval(values, mean, key, { resamples: 20_000 });
    // The plug-in standard deviation has n in place of n - 1.
    const expected = (1.96 * standardDeviation(values) * Math.sqrt(399 / 400)) / 20;
    // A 2.5% quantile of 20000 normal draws has standard error sqrt(.025 .975 / 20000) / phi(1.96) = .019 of a deviation.
    expect(Math.abs((high - low) / 2 / expected - 1)).toBeLessThan((4.5 * 0.019) / 1.96);
    expect(low).toBeLessThan(mean(values));
    expect(high).toBeGreaterThan(mean(values));
  });

  test('covers the truth as often as it says', () => {
    let covered = 0;
    for (let replicate = 0; replicate < 1000; replicate++) {
      const { low, high } = bootstrapInterval(normals(100, replicate), mean, foldIn(key, replicate), {
        resamples: 400,
        level: 0.9,
      });
      if (low <= 0 && 0 <= high) covered++;
    }
    // Binomial: standard error .0095; percentile intervals at n = 100 undercover by about .01.
    expect(Math.abs(covered / 1000 - 0.9)).toBeLessThan(4 * 0.0095 + 0.01);
  });

  test('serves any statistic and depends on the key alone', () => {
    const values = normals(50, 'any');
    const rmse = (resample: Float64Array): number => rootMeanSquareError(resample, 0.1);
    const interval = bootstrapInterval(values, rmse, key);
    expect(bootstrapInterval(values, rmse, key)).toEqual(interval);
    expect(bootstrapInterval(values, rmse, foldIn(key, 1))).not.toEqual(interval);
    expect(interval.low).toBeLessThan(rmse(values));
    expect(interval.high).toBeGreaterThan(rmse(values));
  });

  test('refuses a single value and options out of range', () => {
    expect(() => bootstrapInterval([1], mean, key)).toThrow(InputError);
    expect(() => bootstrapInterval([1, 2], mean, key, { resamples: 0 })).toThrow('resamples 0');
    expect(() => bootstrapInterval([1, 2], mean, key, { resamples: 1.5 })).toThrow('resamples 1.5');
    for (const level of [0, 1, NaN])
      expect(() => bootstrapInterval([1, 2], mean, key, { level })).toThrow(`level ${level}`);
  });
});
