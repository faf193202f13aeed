import type { PairBound } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { cellsOf, cellValues, expectation, lawOf, type OnCells, type Table, tables } from './contingency-table.ts';

type Law = ReturnType<typeof lawOf>;

/** D_f(P || Q) from its definition. */
const divergences: [string, (law: Law) => number][] = [
  ['f-dime-kl', ({ mi }) => mi],
  [
    'f-dime-gan',
    ({ sum, joint, product }) =>
      sum((x, y) => {
        const [p, q] = [joint(x, y), product(x, y)];
        return p * Math.log(p / (p + q)) + q * Math.log(q / (p + q));
      }),
  ],
  ['f-dime-hd', ({ sum, joint, product }) => sum((x, y) => (Math.sqrt(joint(x, y)) - Math.sqrt(product(x, y))) ** 2)],
];

const objective = (table: Table, bound: PairBound, t: OnCells) =>
  expectation(table, bound, (context) => bound.objective(context, {}).value, t);

describe.each(divergences)('%s', (id, divergence) => {
  const bound = bounds.create(id) as PairBound;

  it('has the divergence as its objective at log dP/dQ, and the information as its estimate', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const law = lawOf(table);
        // Means of up to 100^2 float32 numbers below 10.
        expect(objective(table, bound, law.logRatio)).toBeCloseTo(divergence(law), 4);
        expect(expectation(table, bound, bound.estimate, law.logRatio)).toBeCloseTo(law.mi, 4);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('has a lower objective at every other critic, and the same as criterion', () => {
    fc.assert(
      fc.property(tables, cellValues, (table, values) => {
        const { logRatio, joint, product, sum } = lawOf(table);
        const moved = cellsOf(table, values);
        const critic: OnCells = (x, y) => logRatio(x, y) + moved(x, y);
        const value = objective(table, bound, critic);
        // Every objective's second derivative by t is below -e^-2 min(p, q) / 4 within 2 of the optimum; half of it goes with the square.
        const loss = sum((x, y) => (Math.min(joint(x, y), product(x, y)) * moved(x, y) ** 2) / 8) * Math.exp(-2);
        expect(value).toBeLessThan(objective(table, bound, logRatio) - loss + 2e-5);
        expect(expectation(table, bound, bound.criterion!, critic)).toBeCloseTo(value, 5);
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it('names log dP/dQ as its optimal critic', () => {
    onHost(() => {
      const { scores } = bound.atOptimum!(tf.tensor1d([-1.5, 0, 3]));
      expect(Array.from(scores.dataSync())).toEqual([-1.5, 0, 3]);
    });
  });
});

it('GAN-DIME does not overflow at critic values where e^t does: its objective grows like -|t| on the wrong side', () => {
  const { objective } = bounds.create('f-dime-gan') as PairBound;
  const at = (joint: number, reference: number) =>
    onHost(() => {
      const context = { joint: tf.tensor1d([joint]), reference: tf.tensor1d([reference]), own: {}, ownReference: {} };
      return objective(context, {}).value.dataSync()[0];
    });
  expect(at(1000, -1000)).toBeCloseTo(0, 6);
  expect(at(-1000, 1000)).toBeCloseTo(-2000, 3);
});
