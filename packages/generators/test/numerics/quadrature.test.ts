import { InputError } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { integrate } from '../../src/numerics/quadrature.ts';

describe('integrate', () => {
  test('one panel is exact for polynomials up to degree 23, both rules up to 13', () => {
    for (let degree = 0; degree <= 23; degree++) {
      const { value, error } = integrate((x) => x ** degree, [-1, 1], { absolute: 1 });
      expect(Math.abs(value - (degree % 2 === 0 ? 2 / (degree + 1) : 0))).toBeLessThan(2e-15);
      if (degree <= 13) expect(error).toBeLessThan(2e-15);
    }
  });

  test.each<[string, (x: number) => number, number[], number]>([
    ['a Gaussian', (x) => Math.exp(-x * x), [-9, 9], Math.sqrt(Math.PI)],
    [
      'a narrow peak between given edges',
      (x) => Math.exp(-((x / 1e-4) ** 2)),
      [-1, -1e-3, 1e-3, 1],
      1e-4 * Math.sqrt(Math.PI),
    ],
    ['a root', Math.sqrt, [0, 1], 2 / 3],
    ['a logarithm', Math.log, [0, 1], -1],
    ['an oscillation', (x) => Math.cos(50 * x), [0, Math.PI / 3], Math.sin((50 * Math.PI) / 3) / 50],
  ])('%s, to the error asked for and within the error told', (_, f, edges, exact) => {
    for (const absolute of [1e-4, 1e-8, 1e-12]) {
      const { value, error } = integrate(f, edges, { absolute });
      expect(error).toBeLessThanOrEqual(absolute);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + 1e-15);
    }
  });

  test('says so where the error cannot be reached, or a value is none', () => {
    expect(() => integrate((x) => 1 / x, [0, 1])).toThrow(InputError);
    expect(() => integrate(() => Number.NaN, [0, 1])).toThrow('has an error of NaN');
  });
});
