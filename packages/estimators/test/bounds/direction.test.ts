import type { ProductBound } from '@minebench/core';
import { onHost } from '@minebench/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productContext } from './contexts.ts';
import { cellsOf, cellValues, expectation, lawOf, type OnCells, type Table, tables } from './contingency-table.ts';
import { boundsOn, ownNames } from './every-bound.ts';

/** From the optimal critic to one that has little to do with it. */
const noise = fc.constantFrom(0, 0.1, 0.5, 2);
const around =
  (centre: OnCells, scale: number, moved: OnCells): OnCells =>
  (x, y) =>
    centre(x, y) + scale * moved(x, y);

/** Own values of any size, but for a baseline, which sees y alone. */
const ownCells = (names: readonly string[], centre: OnCells, scale: number, moved: OnCells): Record<string, OnCells> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      name === 'baseline'
        ? (_, y) => scale * moved(0, y)
        : around(
            (x, y) => -centre(x, y),
            scale,
            (x, y) => moved(y, x),
          ),
    ]),
  );

describe('over random laws and critics on finite alphabets, in expectation', () => {
  it.each(boundsOn('pairs', ({ kind }) => kind === 'lower'))('%s lies below the information', (_, bound) => {
    const names = ownNames(bound);
    fc.assert(
      fc.property(tables, cellValues, noise, (table, values, scale) => {
        const { logRatio, mi } = lawOf(table);
        const moved = cellsOf(table, values);
        const own = ownCells(names, logRatio, scale, moved);
        const value = expectation(table, bound, bound.estimate, around(logRatio, scale, moved), own);
        // float32 means of numbers up to e^8, most of them far smaller.
        expect(value).toBeLessThan(mi + 1e-5 * (1 + Math.abs(value)) + 1e-4);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it.each(boundsOn('product', ({ kind }) => kind === 'lower'))(
    '%s lies below the information, over all batches of two to four pairs',
    (_, bound) => {
      const names = ownNames(bound);
      fc.assert(
        fc.property(twoByTwo, cellValues, noise, fc.integer({ min: 2, max: 4 }), (table, values, scale, b) => {
          const { logRatio, mi } = lawOf(table);
          const moved = cellsOf(table, values);
          const own = ownCells(names, logRatio, scale, moved);
          const value = overBatches(table, bound, b, around(logRatio, scale, moved), own);
          expect(value).toBeLessThan(mi + 1e-5 * (1 + Math.abs(value)));
        }),
        { seed: 2, numRuns: 20 },
      );
    },
  );

  // An upper bound takes a conditional density for critic, and is one where that is the true one.
  it.each(boundsOn('pairs', ({ kind }) => kind === 'upper'))(
    '%s at log p(y|x) lies above the information',
    (_, bound) => {
      fc.assert(
        fc.property(tables, (table) => {
          const { joint, ofX, mi } = lawOf(table);
          const value = expectation(table, bound, bound.estimate, (x, y) => Math.log(joint(x, y) / ofX[x]));
          expect(value).toBeGreaterThan(mi - 1e-4);
        }),
        { seed: 3, numRuns: 40 },
      );
    },
  );

  it.each(boundsOn('product', ({ kind }) => kind === 'upper'))(
    '%s at log p(y|x) lies above the information',
    (_, bound) => {
      fc.assert(
        fc.property(twoByTwo, fc.integer({ min: 2, max: 4 }), (table, b) => {
          const { joint, ofX, mi } = lawOf(table);
          const value = overBatches(table, bound, b, (x, y) => Math.log(joint(x, y) / ofX[x]), {});
          expect(value).toBeGreaterThan(mi - 1e-5);
        }),
        { seed: 4, numRuns: 20 },
      );
    },
  );
});

const count = fc.integer({ min: 1, max: 30 });
const twoByTwo = fc.tuple(fc.tuple(count, count), fc.tuple(count, count));

const CELLS = [0, 1].flatMap((x) => [0, 1].map((y) => [x, y] as const));

/** Every multiset of b cells, with the number of batches that it stands for. */
function multisets(b: number, cells = CELLS): { cells: (typeof CELLS)[number][]; ways: number }[] {
  if (cells.length === 0) return b === 0 ? [{ cells: [], ways: 1 }] : [];
  const [first, ...rest] = cells;
  return Array.from({ length: b + 1 }, (_, taken) => taken).flatMap((taken) =>
    multisets(b - taken, rest).map(({ cells: others, ways }) => ({
      cells: [...Array.from({ length: taken }, () => first), ...others],
      ways: ways * binomial(b, taken),
    })),
  );
}

const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k);

/** The expected estimate over all batches of b pairs of a 2 x 2 table. A bound on a product does not see the order of a batch. */
function overBatches(
  table: Table,
  bound: ProductBound,
  b: number,
  scores: OnCells,
  own: Readonly<Record<string, OnCells>>,
): number {
  const { joint } = lawOf(table);
  return multisets(b).reduce((expected, { cells, ways }) => {
    const probability = cells.reduce((product, [x, y]) => product * joint(x, y), ways);
    const matrix = cells.map(([x]) => cells.map(([, y]) => scores(x, y)));
    const ownValues = Object.entries(own).map(([name, values]) => [name, cells.map(([x, y]) => values(x, y))]);
    const value = onHost(() => bound.estimate(productContext(matrix, Object.fromEntries(ownValues))).dataSync()[0]);
    return expected + probability * value;
  }, 0);
}
