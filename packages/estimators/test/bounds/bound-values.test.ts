import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairEstimate as estimate } from './contexts.ts';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('the value of a bound on given critic values', () => {
  const scores = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 40 });

  it('DV is E_P t - log E_Q e^t, for any constant added to t', () => {
    fc.assert(
      fc.property(scores, scores, fc.double({ min: -30, max: 30, noNaN: true }), (joint, reference, constant) => {
        const expected = mean(joint) - Math.log(mean(reference.map(Math.exp)));
        const shifted = (values: number[]) => values.map((t) => t + constant);
        // float32 carries 24 bits of numbers up to 40.
        expect(estimate('dv', joint, reference)).toBeCloseTo(expected, 4);
        expect(estimate('dv', shifted(joint), shifted(reference))).toBeCloseTo(expected, 4);
      }),
      { seed: 1 },
    );
  });

  it('MINE is read as DV', () => {
    fc.assert(
      fc.property(scores, scores, (joint, reference) => {
        expect(estimate('mine', joint, reference)).toBe(estimate('dv', joint, reference));
      }),
      { seed: 2 },
    );
  });

  it('MINE-f lies below DV by u - 1 - log u with u = E_Q e^(t-1), on every sample (science.md, section 1)', () => {
    fc.assert(
      fc.property(scores, scores, (joint, reference) => {
        const u = mean(reference.map((t) => Math.exp(t - 1)));
        const gap = estimate('dv', joint, reference) - estimate('mine-f', joint, reference);
        expect(gap).toBeGreaterThanOrEqual(-1e-5 * (1 + u));
        expect(Math.abs(gap - (u - 1 - Math.log(u)))).toBeLessThan(1e-5 * (10 + u));
      }),
      { seed: 3 },
    );
  });
});
