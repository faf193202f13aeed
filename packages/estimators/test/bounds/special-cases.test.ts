import { type Choice, mean, type PairBound, type ProductBound } from '@minebench/core';
import { onHost } from '@minebench/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { pairContext, pairEstimate, productContext } from './contexts.ts';
import { ownNames } from './every-bound.ts';

const score = fc.double({ min: -4, max: 4, noNaN: true });
const scores = fc.array(score, { minLength: 1, maxLength: 12 });

const tuba = (joint: number[], reference: number[], baseline: number): number =>
  onHost(() => {
    const own = (t: number[]) => ({ baseline: t.map(() => baseline) });
    const context = pairContext(joint, reference, own(joint), own(reference));
    return (bounds.create('tuba') as PairBound).estimate(context).dataSync()[0];
  });

const productEstimate = (choice: Choice, matrix: number[][], own: number[] = []): number => {
  const bound = bounds.create(choice) as ProductBound;
  const named = Object.fromEntries(ownNames(bound).map((name) => [name, own]));
  return onHost(() => bound.estimate(productContext(matrix, named)).dataSync()[0]);
};

const batches = fc.integer({ min: 2, max: 6 }).chain((b) =>
  fc.record({
    matrix: fc.array(fc.array(score, { minLength: b, maxLength: b }), { minLength: b, maxLength: b }),
    own: fc.array(score, { minLength: b, maxLength: b }),
  }),
);

const logMeanExp = (values: readonly number[]): number => Math.log(mean(values.map(Math.exp)));
/** float32 sums of numbers up to e^8 beside logarithms near one. */
const digits = (value: number): number => 1e-5 * (1 + Math.abs(value));
const near = (found: number, expected: number) => expect(Math.abs(found - expected)).toBeLessThan(digits(expected));

describe('what bounds have in common', () => {
  it('TUBA with a = e is NWJ, with a = E_Q e^t it is DV, and with any other constant it lies below DV', () => {
    fc.assert(
      fc.property(scores, scores, score, (joint, reference, baseline) => {
        const dv = pairEstimate('dv', joint, reference);
        near(tuba(joint, reference, 1), pairEstimate('mine-f', joint, reference));
        near(tuba(joint, reference, logMeanExp(reference)), dv);
        const value = tuba(joint, reference, baseline);
        expect(value).toBeLessThan(dv + digits(value));
      }),
      { seed: 1 },
    );
  });

  it('TUBA takes the baseline of each pair from its score', () => {
    const pairs = fc.array(fc.record({ t: score, baseline: score }), { minLength: 1, maxLength: 12 });
    const tubaBound = bounds.create('tuba') as PairBound;
    const own = (of: { baseline: number }[]) => ({ baseline: of.map(({ baseline }) => baseline) });
    const scoresOf = (of: { t: number }[]) => of.map(({ t }) => t);
    const ratios = (of: { t: number; baseline: number }[]) => of.map(({ t, baseline }) => t - baseline);
    fc.assert(
      fc.property(pairs, pairs, (joint, reference) => {
        const context = () => pairContext(scoresOf(joint), scoresOf(reference), own(joint), own(reference));
        const value = onHost(() => tubaBound.estimate(context()).dataSync()[0]);
        near(value, 1 + mean(ratios(joint)) - mean(ratios(reference).map(Math.exp)));
      }),
      { seed: 9 },
    );
  });

  it('JS is read as NWJ of t + 1; its objective is -2 log 2 at t = 0, and the criterion of JS and of SMILE', () => {
    const js = bounds.create('js') as PairBound;
    const smile = bounds.create('smile') as PairBound;
    fc.assert(
      fc.property(scores, scores, (joint, reference) => {
        const shifted = (t: number[]) => t.map((value) => value + 1);
        near(pairEstimate('js', joint, reference), pairEstimate('mine-f', shifted(joint), shifted(reference)));
        const softplus = (t: number) => Math.log1p(Math.exp(t));
        const expected = -mean(joint.map((t) => softplus(-t))) - mean(reference.map(softplus));
        onHost(() => {
          const context = pairContext(joint, reference);
          for (const bound of [js, smile]) {
            near(bound.objective(context, {}).value.dataSync()[0], expected);
            near(bound.criterion!(context).dataSync()[0], expected);
          }
        });
      }),
      { seed: 2 },
    );
    expect(onHost(() => js.objective(pairContext([0], [0, 0]), {}).value.dataSync()[0])).toBeCloseTo(-2 * Math.LN2, 6);
  });

  it('SMILE clips e^t of the references, and is DV where tau is infinite or beyond every score', () => {
    const smile = (tau: number | 'infinity', joint: number[], reference: number[]) =>
      onHost(() =>
        (bounds.create({ id: 'smile', tau }) as PairBound).estimate(pairContext(joint, reference)).dataSync(),
      )[0];
    fc.assert(
      fc.property(scores, scores, fc.double({ min: 0.1, max: 4, noNaN: true }), (joint, reference, tau) => {
        const dv = pairEstimate('dv', joint, reference);
        expect(smile('infinity', joint, reference)).toBe(dv);
        expect(smile(4.5, joint, reference)).toBe(dv);
        const clipped = reference.map((t) => Math.min(tau, Math.max(-tau, t)));
        near(smile(tau, joint, reference), mean(joint) - logMeanExp(clipped));
      }),
      { seed: 3 },
    );
  });

  it('ReMINE is read as DV; its objective falls short of it by lambda (log E_Q e^t - C)^2', () => {
    const options = fc.record({ lambda: fc.double({ min: 0.01, max: 5, noNaN: true }), target: score });
    fc.assert(
      fc.property(scores, scores, options, (joint, reference, { lambda, target }) => {
        const remine = bounds.create({ id: 'remine', lambda, target }) as PairBound;
        const dv = pairEstimate('dv', joint, reference);
        onHost(() => {
          const context = pairContext(joint, reference);
          expect(remine.estimate(context).dataSync()[0]).toBe(dv);
          const penalty = lambda * (logMeanExp(reference) - target) ** 2;
          near(remine.objective(context, {}).value.dataSync()[0], dv - penalty);
        });
      }),
      { seed: 4 },
    );
  });

  it('InfoNCE of a matrix is that of its transpose in the other direction, and symmetric the mean of both', () => {
    fc.assert(
      fc.property(batches, ({ matrix }) => {
        const transposed = matrix.map((_, i) => matrix.map((row) => row[i]));
        const at = (direction: string, of: number[][]) => productEstimate({ id: 'infonce', direction }, of);
        near(at('x', matrix), at('y', transposed));
        near(at('symmetric', matrix), (at('x', matrix) + at('y', matrix)) / 2);
        near(at('x', matrix), mean(matrix.map((row, i) => row[i] - logMeanExp(row))));
      }),
      { seed: 5 },
    );
  });

  it('I_alpha is its definition for every alpha; TUBA of all negatives at 0, and without a baseline at 1', () => {
    const definition = (alpha: number, matrix: number[][], baseline: number[]): number => {
      const K = matrix.length - 1;
      const terms = matrix.map((_, j) => {
        const negatives = matrix.flatMap((row, k) => (k === j ? [] : [Math.exp(row[j])]));
        const joint = Math.exp(matrix[j][j]);
        const mixed = (m: number) => alpha * m + (1 - alpha) * Math.exp(baseline[j]);
        const withJoint = joint / K + (1 - 1 / K) * mean(negatives);
        return 1 + Math.log(joint / mixed(withJoint)) - mean(negatives.map((power) => power / mixed(mean(negatives))));
      });
      return mean(terms);
    };
    const alphas = fc.oneof(fc.constantFrom(0, 1e-6, 1 - 1e-6, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(batches, alphas, ({ matrix, own }, alpha) => {
        near(productEstimate({ id: 'i-alpha', alpha, hidden: [] }, matrix, own), definition(alpha, matrix, own));
      }),
      { seed: 6 },
    );
    fc.assert(
      fc.property(batches, score, ({ matrix }, baseline) => {
        const constant = matrix.map(() => baseline);
        const joint = matrix.map((row, i) => row[i]);
        const negatives = matrix.flatMap((row, i) => row.filter((_, j) => j !== i));
        near(
          productEstimate({ id: 'i-alpha', alpha: 0, hidden: [] }, matrix, constant),
          tuba(joint, negatives, baseline),
        );
      }),
      { seed: 7 },
    );
    expect(bounds.create({ id: 'i-alpha', alpha: 1 }).own).toBeUndefined();
  });

  it('FLO touches -log of the mean over negatives where u is its logarithm, and lies below it at any other u', () => {
    fc.assert(
      fc.property(batches, ({ matrix, own }) => {
        const logs = matrix.map((row, i) => logMeanExp(row.filter((_, j) => j !== i)) - row[i]);
        near(productEstimate({ id: 'flo', hidden: [] }, matrix, logs), -mean(logs));
        const value = productEstimate({ id: 'flo', hidden: [] }, matrix, own);
        near(value, 1 - mean(own.map((u, i) => u + Math.exp(logs[i] - u))));
        expect(value).toBeLessThan(-mean(logs) + digits(value));
      }),
      { seed: 8 },
    );
  });
});
