import { foldIn, keyFromSeed, type RowPairs } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { createReferences, type ReferenceOptions } from '../../src/index.ts';

const root = keyFromSeed(41);

/** Many draws of a scheme from a pool of `poolSize` rows. */
const draws = (options: ReferenceOptions, poolSize: number, count: number): RowPairs[] => {
  const scheme = createReferences(options, { batchSize: poolSize, n: poolSize });
  return Array.from({ length: count }, (_, index) => scheme.draw!(poolSize, foldIn(root, index)));
};

const jointPairs = ({ rowsX, rowsY }: RowPairs): number => rowsX.filter((row, k) => row === rowsY[k]).length;

/** Chi-square of outcomes against equal probability of each. */
const chiSquare = (outcomes: readonly (string | number)[], cells: number): number => {
  const counts = new Map<string | number, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  expect(counts.size).toBe(cells);
  const expected = outcomes.length / cells;
  return [...counts.values()].reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
};
/** Mean of chi-square plus 4.5 standard deviations. */
const chiSquareLimit = (cells: number): number => cells - 1 + 4.5 * Math.sqrt(2 * (cells - 1));

const schemes: [string, ReferenceOptions, 'mixture' | 'different'][] = [
  ['shuffle', { mode: 'shuffle' }, 'mixture'],
  ['shuffle, 3 of 6', { mode: 'shuffle', size: 3 }, 'mixture'],
  ['shuffle, 4 of 6', { mode: 'shuffle', size: 4 }, 'mixture'],
  ['replace', { mode: 'replace', size: 9 }, 'mixture'],
  ['replace, rows differ', { mode: 'replace', size: 9, distinct: true }, 'different'],
  ['derange', { mode: 'derange' }, 'different'],
  ['derange, 3 of 6', { mode: 'derange', size: 3 }, 'different'],
  ['derange, 4 of 6', { mode: 'derange', size: 4 }, 'different'],
  ['shift', { mode: 'shift' }, 'different'],
  ['shift, 4 of 6', { mode: 'shift', size: 4 }, 'different'],
];

describe('a pair of rows', () => {
  test.each(schemes)(
    'of %s has its law: uniform on all n^2 pairs, or on the n^2 - n of different rows',
    (_, options, law) => {
      // A pair at a random place, one of each draw, so that the pairs are independent.
      const pairs = draws(options, 6, 30_000).map(({ rowsX, rowsY }, index) => {
        const k = index % rowsX.length;
        return `${rowsX[k]},${rowsY[k]}`;
      });
      const cells = law === 'mixture' ? 36 : 30;
      expect(chiSquare(pairs, cells)).toBeLessThan(chiSquareLimit(cells));
    },
  );

  test.each(schemes.filter(([, { size }]) => size !== undefined))(
    'of %s has uniform marginals at its first place and at its last',
    (_, options) => {
      const sample = draws(options, 6, 30_000);
      for (const place of [0, options.size! - 1]) {
        const x = sample.map(({ rowsX }) => rowsX[place]);
        const y = sample.map(({ rowsY }) => rowsY[place]);
        expect(chiSquare(x, 6)).toBeLessThan(chiSquareLimit(6));
        expect(chiSquare(y, 6)).toBeLessThan(chiSquareLimit(6));
      }
    },
  );

  test.each([
    ['shuffle', 50, 50],
    ['shuffle', 50, 20],
    ['replace', 50, 200],
  ] as const)("of %s from %i rows is a joint one with probability 1/n (n' = %i)", (mode, poolSize, size) => {
    const rates = draws({ mode, size }, poolSize, 4000).map((pairs) => jointPairs(pairs) / size);
    const average = rates.reduce((total, rate) => total + rate, 0) / rates.length;
    const spread = Math.sqrt(rates.reduce((total, rate) => total + (rate - average) ** 2, 0) / rates.length);
    expect(Math.abs(average - 1 / poolSize)).toBeLessThan((4.5 * spread) / Math.sqrt(rates.length));
    expect(average).toBeGreaterThan(0);
  });

  test.each(schemes.filter(([, , law]) => law === 'different'))('of %s is never a joint one', (_, options) => {
    expect(draws(options, 6, 2000).every((pairs) => jointPairs(pairs) === 0)).toBe(true);
  });
});

describe('without replacement', () => {
  test.each(schemes.filter(([, { mode }]) => mode !== 'replace'))(
    '%s takes no row twice, on either side',
    (_, options) => {
      for (const { rowsX, rowsY } of draws(options, 6, 500)) {
        expect(new Set(rowsX).size).toBe(rowsX.length);
        expect(new Set(rowsY).size).toBe(rowsY.length);
      }
    },
  );

  test('derange gives all 9 derangements of 4 rows equally often', () => {
    const orders = draws({ mode: 'derange' }, 4, 45_000).map(({ rowsY }) => rowsY.join());
    expect(chiSquare(orders, 9)).toBeLessThan(chiSquareLimit(9));
  });

  test('derange of 2 of 4 rows gives all 84 assignments without a fixed point equally often', () => {
    // 12 ordered choices of X times the 12 - 3 - 3 + 1 = 7 of Y that differ at both places.
    const outcomes = draws({ mode: 'derange', size: 2 }, 4, 84_000).map(
      ({ rowsX, rowsY }) => `${rowsX.join()};${rowsY.join()}`,
    );
    expect(chiSquare(outcomes, 84)).toBeLessThan(chiSquareLimit(84));
  });

  test('shuffle has no fixed point with probability 1/e, nearly', () => {
    const none = draws({ mode: 'shuffle' }, 64, 20_000).filter((pairs) => jointPairs(pairs) === 0).length / 20_000;
    expect(Math.abs(none - 1 / Math.E)).toBeLessThan((4.5 * Math.sqrt(0.368 * 0.632)) / Math.sqrt(20_000));
  });

  test('shift moves all pairs together, by every distance equally often', () => {
    const distances = draws({ mode: 'shift', size: 5 }, 9, 20_000).map(({ rowsX, rowsY }) => {
      const moved = new Set(rowsX.map((row, k) => (rowsY[k] - row + 9) % 9));
      expect(moved.size).toBe(1);
      return [...moved][0];
    });
    expect(chiSquare(distances, 8)).toBeLessThan(chiSquareLimit(8));
  });
});

describe('with replacement', () => {
  // n^2 (1 - (1 - n^-2)^n') distinct pairs at n = 100: 1813 and 3935.
  test.each([
    [2000, 1813],
    [5000, 3935],
  ])("n' = %i draws from 100 rows meet %i pairs of the 10000", (size, published) => {
    const met = draws({ mode: 'replace', size }, 100, 400).map(
      ({ rowsX, rowsY }) => new Set(rowsX.map((row, k) => 100 * row + rowsY[k])).size,
    );
    const expected = 10_000 * (1 - (1 - 1e-4) ** size);
    expect(Math.round(expected)).toBe(published);
    const average = met.reduce((total, count) => total + count, 0) / met.length;
    const spread = Math.sqrt(met.reduce((total, count) => total + (count - average) ** 2, 0) / met.length);
    expect(Math.abs(average - expected)).toBeLessThan((4.5 * spread) / Math.sqrt(met.length));
  });
});

describe('product', () => {
  test('is all pairs of different rows, each once, and with the diagonal all pairs', () => {
    const [{ rowsX, rowsY }] = draws({ mode: 'product' }, 5, 1);
    const pairs = new Set(rowsX.map((row, k) => 5 * row + rowsY[k]));
    expect(rowsX).toHaveLength(20);
    expect(pairs.size).toBe(20);
    expect(jointPairs({ rowsX, rowsY })).toBe(0);
    const [all] = draws({ mode: 'product', diagonal: true }, 5, 1);
    expect(new Set(all.rowsX.map((row, k) => 5 * row + all.rowsY[k])).size).toBe(25);
    expect(jointPairs(all)).toBe(5);
  });
});

test.each(schemes)('%s: the key alone decides a draw', (_, options) => {
  const scheme = createReferences(options, { batchSize: 6, n: 6 });
  const first = scheme.draw!(6, root);
  expect(first.rowsX).toHaveLength(scheme.size);
  expect(first.rowsY).toHaveLength(scheme.size);
  scheme.draw!(6, foldIn(root, 'other'));
  expect(scheme.draw!(6, root)).toEqual(first);
  const others = Array.from({ length: 20 }, (_, index) => scheme.draw!(6, foldIn(root, index)));
  expect(new Set(others.map(({ rowsX, rowsY }) => `${rowsX.join()};${rowsY.join()}`)).size).toBeGreaterThan(1);
});
