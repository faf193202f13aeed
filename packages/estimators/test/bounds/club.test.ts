import { type PairBound, standardErrorOfMean } from '@minebench/core';
import { onHost } from '@minebench/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { trueScores } from './conditional-gaussian.ts';
import { cellsOf, cellValues, expectation, lawOf, type OnCells, tables } from './contingency-table.ts';

const club = bounds.create({ id: 'club', hidden: [] }) as PairBound;

describe('CLUB in expectation, on finite alphabets', () => {
  it('at the true conditional is an upper bound', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { joint, ofX, mi } = lawOf(table);
        const value = expectation(table, club, club.estimate, (x, y) => Math.log(joint(x, y) / ofX[x]));
        expect(value).toBeGreaterThan(mi - 1e-4);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('at any conditional q exceeds the information by KL(Q || q) - KL(P || q), below zero where q is nearer to the product', () => {
    let below = 0;
    fc.assert(
      fc.property(tables, cellValues, (table, values) => {
        const { joint, product, ofX, mi, sum } = lawOf(table);
        const logits = cellsOf(table, values);
        const normalizer = ofX.map((_, x) => table[x].reduce((total, _, y) => total + Math.exp(logits(x, y)), 0));
        const logQ: OnCells = (x, y) => logits(x, y) - Math.log(normalizer[x]);
        const toQ = (law: OnCells) => sum((x, y) => law(x, y) * (Math.log(law(x, y) / ofX[x]) - logQ(x, y)));
        const gap = toQ(product) - toQ(joint);
        if (gap < -0.01) below++;
        expect(expectation(table, club, club.estimate, logQ)).toBeCloseTo(mi + gap, 4);
        // Training sees the joint pairs only: the fit of q, not its gap to the references.
        const likelihood = sum((x, y) => joint(x, y) * logQ(x, y));
        expect(expectation(table, club, (context) => club.objective(context, {}).value, logQ)).toBeCloseTo(
          likelihood,
          4,
        );
        expect(expectation(table, club, club.criterion!, logQ)).toBeCloseTo(likelihood, 4);
      }),
      { seed: 2, numRuns: 40 },
    );
    expect(below).toBeGreaterThan(0);
  });
});

describe.each([
  [1, 0.8],
  [3, 0.5],
])('CLUB at the true conditional of correlated Gaussians, d = %d, rho = %d', (dimension, rho) => {
  it('reads d rho^2 / (1 - rho^2), with the standard error of its influence', () => {
    const count = 20_000;
    onHost(() => {
      const context = { ...trueScores(club.critic!, count, dimension, rho), own: {}, ownReference: {} };
      const { joint, reference } = club.influence!(context);
      const standardError = Math.hypot(
        standardErrorOfMean(Float64Array.from(joint.dataSync())),
        standardErrorOfMean(Float64Array.from(reference.dataSync())),
      );
      // Under P the squared residual is chi-squared, variance 2 d; under Q it is one scaled by (1 + rho^2) / (1 - rho^2).
      const scale = (1 + rho ** 2) / (1 - rho ** 2);
      expect(standardError / Math.sqrt((dimension / 2) * ((1 + scale ** 2) / count))).toBeCloseTo(1, 1);
      const expected = (dimension * rho ** 2) / (1 - rho ** 2);
      expect(Math.abs(club.estimate(context).dataSync()[0] - expected)).toBeLessThan(4 * standardError);
    });
  });
});
