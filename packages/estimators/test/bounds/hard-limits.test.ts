import type { Choice, PairBound, ProductBound } from '@minebench/core';
import { onHost } from '@minebench/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { pairContext, pairEstimate, productContext } from './contexts.ts';
import { ownNames } from './every-bound.ts';

/** Scores that a critic out to break a limit would give: ties, saturation, and anything between. */
const score = fc.oneof(
  fc.constantFrom(-1000, -100, 0, 100, 1000),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
  fc.double({ min: -3, max: 3, noNaN: true }),
);

const matrix = (smallest: number) =>
  fc
    .integer({ min: smallest, max: 6 })
    .chain((b) => fc.array(fc.array(score, { minLength: b, maxLength: b }), { minLength: b, maxLength: b }));

const productEstimate = (choice: Choice, scores: number[][], own: number[] = []): number => {
  const bound = bounds.create(choice) as ProductBound;
  const named = Object.fromEntries(ownNames(bound).map((name) => [name, own]));
  return onHost(() => bound.estimate(productContext(scores, named)).dataSync()[0]);
};

const saturated = (b: number) =>
  Array.from({ length: b }, (_, i) => Array.from({ length: b }, (_unused, j) => (i === j ? 1000 : -1000)));

describe('limits that hold on every batch, for every critic', () => {
  it.each(['x', 'y', 'symmetric'])('InfoNCE (direction %s) is at most log b, and reaches it', (direction) => {
    fc.assert(
      fc.property(matrix(1), (scores) => {
        // Rounding of numbers near log b, whatever the scores.
        expect(productEstimate({ id: 'infonce', direction }, scores)).toBeLessThan(Math.log(scores.length) + 1e-6);
      }),
      { seed: 1, numRuns: 200, examples: [[saturated(6)]] },
    );
    expect(productEstimate({ id: 'infonce', direction }, saturated(6))).toBeCloseTo(Math.log(6), 6);
  });

  it('DV on all n^2 pairs of n points is at most log n, and reaches it', () => {
    const value = (scores: number[][]) =>
      pairEstimate(
        'dv',
        scores.map((row, i) => row[i]),
        scores.flat(),
      );
    fc.assert(
      fc.property(matrix(1), (scores) => {
        // DV takes the difference of two numbers of the size of the scores, of 24 bits each.
        const largest = Math.max(...scores.flat().map(Math.abs));
        expect(value(scores)).toBeLessThan(Math.log(scores.length) + 1e-6 + 2.5e-7 * largest);
      }),
      { seed: 2, numRuns: 200, examples: [[saturated(6)]] },
    );
    expect(value(saturated(6))).toBeCloseTo(Math.log(6), 3);
  });

  it('I_alpha is at most 1 + log((b - 1) / alpha), whatever the baseline; without the negative term at alpha = 1, log(b - 1)', () => {
    const alphas = fc.double({ min: 1e-3, max: 1, noNaN: true });
    fc.assert(
      fc.property(matrix(2), alphas, fc.array(score, { minLength: 6, maxLength: 6 }), (scores, alpha, baseline) => {
        const value = productEstimate({ id: 'i-alpha', alpha, hidden: [] }, scores, baseline.slice(0, scores.length));
        const largest = Math.max(...scores.flat().map(Math.abs));
        expect(value).toBeLessThan(1 + Math.log((scores.length - 1) / alpha) + 1e-5 + 2.5e-7 * largest);
      }),
      { seed: 3, numRuns: 100 },
    );
    expect(productEstimate({ id: 'i-alpha', alpha: 1 }, saturated(6))).toBeCloseTo(Math.log(5), 3);
  });

  it('SMILE lies within tau of E_P t', () => {
    const taus = fc.double({ min: 0.01, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 8 }), taus, score, (reference, tau, joint) => {
        const smile = bounds.create({ id: 'smile', tau }) as PairBound;
        const value = onHost(() => smile.estimate(pairContext([joint], reference)).dataSync()[0]);
        expect(Math.abs(value - joint)).toBeLessThan(tau + 1e-5 + 2.5e-7 * Math.abs(joint));
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('the Jensen-Shannon objective is at most zero', () => {
    const list = fc.array(score, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(list, list, (joint, reference) => {
        const js = bounds.create('js') as PairBound;
        const value = onHost(() => js.objective(pairContext(joint, reference), {}).value.dataSync()[0]);
        expect(value).toBeLessThanOrEqual(0);
        expect(Number.isFinite(value)).toBe(true);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
