import { describe, expect, it } from 'vitest';
import {
  chiSquaredQuantile,
  fisherQuantile,
  normalQuantile,
  regularizedGamma,
  regularizedIncompleteBeta,
  studentCdf,
  studentQuantile,
} from '../../src/index.ts';

const shares = [1e-9, 0.01, 0.025, 0.3, 0.5, 0.8, 0.975, 1 - 1e-6];
const relative = (found: number, known: number) => Math.abs(found - known) / Math.abs(known);

describe('quantiles against their closed forms', () => {
  it('Student: tan(pi (p - 1/2)) with one degree of freedom, (2p - 1) sqrt(2 / (4 p (1 - p))) with two', () => {
    for (const p of shares.filter((share) => share !== 0.5)) {
      // p - 1/2 rounds: the tangent in the tail is -1 / tan(pi p)
      expect(relative(studentQuantile(1, p), -1 / Math.tan(Math.PI * p))).toBeLessThan(1e-9);
      expect(relative(studentQuantile(2, p), (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p))))).toBeLessThan(1e-9);
    }
    expect(studentQuantile(3, 0.5)).toBe(0);
  });

  it('Student: symmetric, and nearly normal with many degrees of freedom', () => {
    expect(studentQuantile(5, 0.25)).toBe(-studentQuantile(5, 0.75));
    // to first order in 1/df they differ by (z^3 + z) / (4 df)
    const z = normalQuantile(0.975);
    expect(Math.abs(studentQuantile(1e4, 0.975) - z - (z ** 3 + z) / 4e4)).toBeLessThan(1e-7);
  });

  it('chi-squared: z^2 with one degree of freedom, -2 log(1 - p) with two', () => {
    for (const p of shares) {
      expect(relative(chiSquaredQuantile(2, p), -2 * Math.log1p(-p))).toBeLessThan(1e-9);
      // the distribution function is good to 1e-14 absolutely: of a share of 1e-9, to 1e-5
      expect(relative(chiSquaredQuantile(1, p), normalQuantile((1 + p) / 2) ** 2)).toBeLessThan(1e-4);
    }
  });

  it('F: p / (1 - p) with two and two, the square of Student with one in the numerator', () => {
    for (const p of shares) {
      expect(relative(fisherQuantile(2, 2, p), p / (1 - p))).toBeLessThan(1e-8);
      expect(relative(fisherQuantile(1, 7, p), studentQuantile(7, (1 + p) / 2) ** 2)).toBeLessThan(1e-4);
    }
  });

  it('take their distribution functions back to p', () => {
    for (const df of [0.5, 3, 40])
      for (const p of shares) {
        expect(studentCdf(df, studentQuantile(df, p))).toBeCloseTo(p, 12);
        expect(regularizedGamma(df / 2, chiSquaredQuantile(df, p) / 2)).toBeCloseTo(p, 12);
        const x = fisherQuantile(df, 5, p);
        expect(regularizedIncompleteBeta(df / 2, 2.5, (df * x) / (df * x + 5))).toBeCloseTo(p, 12);
      }
  });

  it('have their limits', () => {
    expect([studentQuantile(3, 0), studentQuantile(3, 1)]).toEqual([-Infinity, Infinity]);
    expect([chiSquaredQuantile(3, 0), chiSquaredQuantile(3, 1)]).toEqual([0, Infinity]);
    expect([fisherQuantile(3, 2, 0), fisherQuantile(3, 2, 1)]).toEqual([0, Infinity]);
    expect([studentQuantile(0, 0.5), chiSquaredQuantile(1, 1.5), fisherQuantile(1, -1, 0.5)]).toEqual([NaN, NaN, NaN]);
  });
});
