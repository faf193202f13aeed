import { describe, expect, it, test } from 'vitest';
import { createStream, crossedVariance, InputError, keyFromSeed, type Stream } from '../../src/index.ts';

/** Standard deviations of the three effects. */
interface Truth {
  readonly rows: number;
  readonly columns: number;
  readonly residual: number;
}

const simulate = (stream: Stream, a: number, b: number, truth: Truth): number[][] => {
  const columns = Array.from({ length: b }, () => truth.columns * stream.normal());
  return Array.from({ length: a }, () => {
    const row = truth.rows * stream.normal();
    return columns.map((column) => 3 + row + column + truth.residual * stream.normal());
  });
};

describe('closed forms', () => {
  it('a table of sums has no residual: its components are the variances of its margins', () => {
    const { rows, columns, residual, mean } = crossedVariance([
      [1, 2, 6],
      [3, 4, 8],
    ]);
    expect(mean).toBe(4);
    // variance of {3, 5} and of {2, 3, 7}
    expect(rows.estimate).toBeCloseTo(2, 12);
    expect(columns.estimate).toBeCloseTo(7, 12);
    expect(residual.estimate).toBeCloseTo(0, 12);
  });

  it('pure interaction: the moments of both margins are negative, and stay so', () => {
    const { rows, columns, residual, meanSquares } = crossedVariance([
      [1, -1],
      [-1, 1],
    ]);
    expect(meanSquares).toEqual({ rows: 0, columns: 0, residual: 4 });
    expect([rows.estimate, columns.estimate, residual.estimate]).toEqual([-2, -2, 4]);
    expect(rows.interval.low).toBeLessThan(-2);
  });

  it('without a residual the interval of a margin is the exact one of its mean square: 3 s^2 / chi-squared', () => {
    const margin = [0, 1, 2, 5];
    const { rows } = crossedVariance(margin.map((value) => [value, value, value]));
    // sum of squared deviations 14; the .975 and .025 quantiles of chi-squared with 3 degrees of freedom are 9.3484 and 0.2158 (Abramowitz and Stegun, table 26.8)
    expect(rows.interval.low).toBeCloseTo(14 / 9.3484, 3);
    expect(rows.interval.high).toBeCloseTo(14 / 0.21579, 1);
  });

  it('swaps with the table, and scales with the square', () => {
    const table = [
      [0.3, 1.1, 0.7],
      [0.9, 0.2, 0.4],
    ];
    const swapped = table[0].map((_, j) => table.map((row) => 10 * row[j]));
    const [one, other] = [crossedVariance(table), crossedVariance(swapped)];
    expect(other.columns.estimate).toBeCloseTo(100 * one.rows.estimate, 10);
    expect(other.rows.interval.high).toBeCloseTo(100 * one.columns.interval.high, 6);
  });
});

test.each<[number, number, Truth]>([
  [4, 4, { rows: 1, columns: 0.5, residual: 0.3 }],
  [3, 6, { rows: 0, columns: 1, residual: 1 }],
])('unbiased, and its intervals cover, over simulated %d x %d designs', (a, b, truth) => {
  const stream = createStream(keyFromSeed(17));
  const rounds = 1000;
  const names = ['rows', 'columns', 'residual'] as const;
  const sums = { rows: [0, 0, 0], columns: [0, 0, 0], residual: [0, 0, 0] };
  for (let round = 0; round < rounds; round++) {
    const found = crossedVariance(simulate(stream, a, b, truth));
    for (const name of names) {
      const { estimate, interval } = found[name];
      sums[name][0] += estimate;
      sums[name][1] += estimate ** 2;
      sums[name][2] += interval.low <= truth[name] ** 2 && truth[name] ** 2 <= interval.high ? 1 : 0;
    }
  }
  for (const name of names) {
    const [total, squares, covered] = sums[name];
    const average = total / rounds;
    const standardError = Math.sqrt((squares / rounds - average ** 2) / rounds);
    // four standard errors of the mean over the rounds
    expect(Math.abs(average - truth[name] ** 2)).toBeLessThan(4 * standardError);
    // four binomial standard errors, and the .01 by which the modified large-sample interval may miss its level (Ting et al. 1990)
    const slack = 4 * Math.sqrt((0.95 * 0.05) / rounds) + 0.01;
    expect(covered / rounds).toBeGreaterThan(0.95 - slack);
    expect(covered / rounds).toBeLessThan(0.95 + slack + 0.02);
  }
});

test('intervals are real numbers however the mean squares lie', () => {
  for (const size of [2, 3, 5, 9])
    for (const share of [0, 1e-6, 0.3, 1, 3, 1e6]) {
      // a margin of `share` against a pure interaction of 1
      const table = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (_, j) => share * i + (i === j ? 1 : 0)),
      );
      const { rows, columns } = crossedVariance(table);
      for (const { estimate, interval } of [rows, columns]) {
        expect(interval.low).toBeLessThanOrEqual(estimate);
        expect(interval.high).toBeGreaterThanOrEqual(estimate);
      }
    }
});

test.each([
  [[[1, 2]], 'values "1 x 2" tells rows from columns no more'],
  [[[1], [2]], 'give at least two rows and two columns'],
  [[[1, 2], [3]], 'values[1] 1 numbers where the first row has 2'],
  [[], 'give at least two rows and two columns'],
])('refuses %j', (values, message) => {
  expect(() => crossedVariance(values)).toThrow(InputError);
  expect(() => crossedVariance(values)).toThrow(message);
});
