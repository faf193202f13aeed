import { describe, expect, test } from 'vitest';
import { tabulate } from '../../src/numerics/piecewise-chebyshev.ts';

describe('tabulate', () => {
  test.each<[string, (x: number) => number, number, number]>([
    ['exp', Math.exp, -2, 3],
    ['a narrow step', (x) => Math.tanh(x / 1e-3), -1, 1],
    ['a pole beside the interval', (x) => 1 / (x + 0.01), 0, 2],
  ])('%s within the tolerance everywhere', (_, f, from, to) => {
    for (const tolerance of [1e-6, 1e-11]) {
      const { at, edges } = tabulate(f, from, to, tolerance);
      expect([edges[0], edges.at(-1)]).toEqual([from, to]);
      for (let k = 0; k <= 5000; k++) {
        const x = from + ((to - from) * k) / 5000;
        // rounding of 20 terms of functions up to 100
        expect(Math.abs(at(x) - f(x))).toBeLessThan(tolerance + 1e-13);
      }
    }
  });

  test('is finer where the function changes faster', () => {
    const { edges } = tabulate((x) => Math.tanh(x / 1e-3), -1, 1, 1e-10);
    const widths = edges.slice(1).map((edge, k) => edge - edges[k]);
    expect(Math.max(...widths) / Math.min(...widths)).toBeGreaterThan(30);
  });

  test('refuses what is not smooth', () => {
    expect(() => tabulate((x) => (x < 1 / 3 ? 0 : 1), 0, 1, 1e-10)).toThrow('is not tabulated to 1e-10');
  });
});
