import { describe, expect, test } from 'vitest';
import { InputError, median, quantile } from '../../src/index.ts';

describe('quantile', () => {
  test('interpolates between order statistics at (n - 1) p', () => {
    const values = [40, 10, 30, 20];
    expect(quantile(values, 0)).toBe(10);
    expect(quantile(values, 1)).toBe(40);
    expect(quantile(values, 1 / 3)).toBeCloseTo(20, 12);
    expect(quantile(values, 0.1)).toBeCloseTo(13, 12);
    expect(values).toEqual([40, 10, 30, 20]);
  });

  test('median of odd and even counts, of numbers that sort wrongly as text', () => {
    expect(median([10, 9, 100])).toBe(10);
    expect(median([10, 9, 100, -1])).toBe(9.5);
    expect(median([-Infinity, 3, Infinity])).toBe(3);
  });

  test.each([-0.1, 1.1, NaN])('refuses probability %s', (probability) => {
    expect(() => quantile([1, 2], probability)).toThrow(`probability ${probability} is no probability`);
  });

  test('refuses no values, and NaN among them', () => {
    expect(() => median([])).toThrow(InputError);
    expect(() => median([1, NaN, 2])).toThrow('leave NaN out');
  });
});
