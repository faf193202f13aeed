import { describe, expect, it } from 'vitest';
import { normalCdf, studentCdf } from '../../src/index.ts';

const points = [-1e6, -40, -3, -1, -0.2, 0, 1e-8, 0.7, 1, 2.5, 100];

describe('studentCdf', () => {
  it('is 1/2 + arctan(t) / pi with one degree of freedom', () => {
    for (const t of points) expect(Math.abs(studentCdf(1, t) - (0.5 + Math.atan(t) / Math.PI))).toBeLessThan(2e-14);
  });

  it('is 1/2 + t / (2 sqrt(2 + t^2)) with two', () => {
    for (const t of points)
      expect(Math.abs(studentCdf(2, t) - (0.5 + t / (2 * Math.sqrt(2 + t * t))))).toBeLessThan(2e-14);
  });

  it('is nearly normal with many', () => {
    // The difference is phi(t) (t^3 + t) / (4 df) to first order, below .16 / df.
    for (const t of points) expect(Math.abs(studentCdf(1e5, t) - normalCdf(t))).toBeLessThan(0.2 / 1e5);
  });

  it('keeps its digits in the lower tail: 1 / (pi |t|) with one degree of freedom', () => {
    expect(Math.abs(studentCdf(1, -1e9) * Math.PI * 1e9 - 1)).toBeLessThan(1e-13);
  });

  it('has its limits', () => {
    expect([studentCdf(3, -Infinity), studentCdf(3, Infinity)]).toEqual([0, 1]);
    expect([studentCdf(0, 1), studentCdf(-1, 1), studentCdf(2, Number.NaN)]).toEqual([NaN, NaN, NaN]);
  });
});
