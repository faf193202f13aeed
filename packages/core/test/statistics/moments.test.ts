import { describe, expect, test } from 'vitest';
import {
  bias,
  InputError,
  mean,
  RunningMoments,
  rootMeanSquareError,
  standardDeviation,
  standardErrorOfMean,
  sum,
  variance,
} from '../../src/index.ts';

describe('sum and mean', () => {
  test('keep what a plain sum loses', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
    expect(mean([1e16, 1, -1e16, 1])).toBe(0.5);
  });

  test('keep infinities and NaN', () => {
    expect(sum([1, Infinity])).toBe(Infinity);
    expect(sum([-Infinity, 2])).toBe(-Infinity);
    expect(sum([Infinity, -Infinity])).toBe(NaN);
    expect(mean([NaN, 1])).toBe(NaN);
  });

  test('an empty sum is 0, an empty mean is refused', () => {
    expect(sum([])).toBe(0);
    expect(() => mean([])).toThrow(InputError);
  });
});

describe('variance', () => {
  test('1 .. n has variance n (n + 1) / 12', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(variance(values)).toBeCloseTo((100 * 101) / 12, 10);
    expect(standardDeviation(values) ** 2).toBeCloseTo((100 * 101) / 12, 10);
    expect(standardErrorOfMean(values) ** 2).toBeCloseTo(101 / 12, 10);
  });

  test('survives a large common offset', () => {
    expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
  });

  test('of one value is refused', () => {
    expect(() => variance([3])).toThrow('variance of 1 value is too few; give at least 2');
  });
});

describe('errors of estimates', () => {
  test('mean square error is variance plus squared bias', () => {
    const estimates = [1.5, 2.5, 2, 4];
    const populationVariance = (variance(estimates) * 3) / 4;
    expect(bias(estimates, 2)).toBe(0.5);
    expect(rootMeanSquareError(estimates, 2) ** 2).toBeCloseTo(populationVariance + 0.25, 14);
  });

  test('of nothing are refused', () => {
    expect(() => bias([], 1)).toThrow(InputError);
    expect(() => rootMeanSquareError([], 1)).toThrow(InputError);
  });
});

describe('RunningMoments', () => {
  test('agrees with two passes, at a large offset too', () => {
    const moments = new RunningMoments();
    const values = Array.from({ length: 1000 }, (_, index) => 1e6 + Math.sin(index));
    for (const value of values) moments.push(value);
    expect(moments.count).toBe(1000);
    expect(moments.mean).toBeCloseTo(mean(values), 8);
    expect(moments.variance).toBeCloseTo(variance(values), 8);
  });

  test('needs one value for a mean and two for a variance', () => {
    const moments = new RunningMoments();
    expect(() => moments.mean).toThrow(InputError);
    moments.push(5);
    expect(moments.mean).toBe(5);
    expect(() => moments.variance).toThrow(InputError);
  });
});
