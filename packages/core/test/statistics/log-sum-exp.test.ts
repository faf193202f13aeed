import { describe, expect, test } from 'vitest';
import { InputError, logMeanExp, logSumExp } from '../../src/index.ts';

describe('logSumExp', () => {
  test('neither overflows nor underflows', () => {
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logSumExp([-1000, -1000, -1000])).toBeCloseTo(-1000 + Math.log(3), 12);
    expect(logSumExp([0, -800])).toBe(0);
  });

  test('is log of the sum where that can be formed', () => {
    const values = [0.3, -1.2, 2.5, 0.01];
    expect(logSumExp(values)).toBeCloseTo(Math.log(values.reduce((total, value) => total + Math.exp(value), 0)), 14);
    expect(logMeanExp(values)).toBeCloseTo(logSumExp(values) - Math.log(4), 14);
  });

  test('a million equal values lose nothing to rounding', () => {
    expect(Math.abs(logMeanExp(new Float64Array(1_000_000).fill(0.1)) - 0.1)).toBeLessThan(4e-15);
  });

  test('infinities, NaN and nothing', () => {
    expect(logSumExp([-Infinity, 2])).toBe(2);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logSumExp([Infinity, 2])).toBe(Infinity);
    expect(logSumExp([1, NaN])).toBe(NaN);
    expect(logSumExp([Infinity, NaN])).toBe(NaN);
    expect(logSumExp([])).toBe(-Infinity);
    expect(() => logMeanExp([])).toThrow(InputError);
  });
});
