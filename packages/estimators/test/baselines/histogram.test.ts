import {
  createStream,
  foldIn,
  InputError,
  keyFromSeed,
  mean,
  type Pairs,
  standardDeviation,
  standardErrorOfMean,
} from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { binColumn, binsByRule } from '../../src/baselines/histogram/bins.ts';
import { cellsOf } from '../../src/baselines/histogram/cells.ts';
import { baselines } from '../../src/baselines/index.ts';
import { pairsOfRows } from '../../src/baselines/points.ts';
import { estimateBaseline, sampleSplit, untouchable } from './estimate-baseline.ts';
import { gaussianInformation, gaussianPairs } from './gaussian-pairs.ts';

const read = async (pairs: Pairs, options: object = {}) =>
  (await estimateBaseline({ id: 'histogram', ...options }, sampleSplit(pairs))).evaluation;

/** A sample with these joint frequencies, a row of the table a value of X. */
const table = (frequencies: number[][]): Pairs => {
  const rows = frequencies.flatMap((row, x) => row.flatMap((times, y) => Array.from({ length: times }, () => [x, y])));
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
  return { count: rows.length, dimX: 1, dimY: 1, x: column(0), y: column(1) };
};

/** sum p log(p / (p_x p_y)), as defined. */
const information = (frequencies: number[][]): number => {
  const n = frequencies.flat().reduce((a, b) => a + b, 0);
  const rowSum = (x: number) => frequencies[x].reduce((a, b) => a + b, 0);
  const columnSum = (y: number) => frequencies.reduce((sum, row) => sum + row[y], 0);
  return frequencies
    .flatMap((row, x) => row.map((f, y) => (f > 0 ? (f / n) * Math.log((f * n) / (rowSum(x) * columnSum(y))) : 0)))
    .reduce((a, b) => a + b, 0);
};

const skewed = [
  [1, 2, 40],
  [3, 0, 7],
  [20, 5, 2],
];

describe('bins', () => {
  it('hold (nearly) equal numbers of points, or equal widths', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100).map((v) => v * v);
    const sizes = (bins: Int32Array) => Array.from({ length: 4 }, (_, bin) => bins.filter((b) => b === bin).length);
    expect(sizes(binColumn(values, 4, 'equiprobable'))).toEqual([25, 25, 25, 25]);
    // Quarters of the range [0, 99^2] end at 99 sqrt(k / 4): 49.5, 70.007, 85.7.
    expect(sizes(binColumn(values, 4, 'equal-width'))).toEqual([50, 21, 15, 14]);
  });

  it('keep equal values together, and the values themselves where they are few', () => {
    const values = Float64Array.of(5, 5, 5, 5, 5, 5, 5, 5, -1, 7);
    for (const binning of ['equal-width', 'equiprobable'] as const) {
      expect(Array.from(binColumn(values, 3, binning))).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 2]);
    }
    expect(Array.from(binColumn(values, 2, 'equiprobable'))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('are of finite width between the largest doubles', () => {
    const values = Float64Array.of(-1.7e308, -1e307, 1e307, 1.7e308);
    expect(Array.from(binColumn(values, 2, 'equal-width'))).toEqual([0, 0, 1, 1]);
  });

  it('number 2 n^(1/(D + 2)), rounded up', () => {
    expect([binsByRule(10_000, 2), binsByRule(1000, 1), binsByRule(1e6, 4)]).toEqual([20, 20, 20]);
    expect(binsByRule(11_000, 2)).toBe(21);
  });
});

describe('cells', () => {
  it('are shared by the rows that agree in every column, also where their possible number passes 2^53', () => {
    const stream = createStream(keyFromSeed(1));
    const columns = Array.from({ length: 30 }, () => Int32Array.from({ length: 40 }, () => stream.integer(1000)));
    // Rows 20 to 39 repeat rows 0 to 19, but for row 39, which differs in the first column.
    for (const column of columns) column.copyWithin(20, 0, 20);
    columns[0][39]++;
    const { of, counts } = cellsOf(columns);
    expect(counts.length).toBe(21);
    for (let row = 0; row < 19; row++) expect(of[row + 20]).toBe(of[row]);
    expect(of[39]).not.toBe(of[19]);
  });
});

describe('histogram', () => {
  it.each(['equal-width', 'equiprobable'])(
    'is the plug-in information of a table of frequencies: %s',
    async (binning) => {
      expect((await read(table(skewed), { bins: 3, binning })).nats).toBeCloseTo(information(skewed), 13);
      // Eight cells are occupied: 3 + 3 - 8 - 1 = -3.
      expect((await read(table(skewed), { bins: 3, binning, correction: 'miller-madow' })).nats).toBeCloseTo(
        information(skewed) - 3 / (2 * 80),
        13,
      );
    },
  );

  it('is 0 for a product table, and log m for a permutation of m symbols', async () => {
    const product = [1, 2, 4].map((a) => [3, 5].map((b) => a * b));
    expect((await read(table(product), { bins: 3 })).nats).toBeCloseTo(0, 13);
    const diagonal = [0, 1, 2, 3].map((x) => [0, 1, 2, 3].map((y) => (y === (x + 1) % 4 ? 6 : 0)));
    expect((await read(table(diagonal), { bins: 4 })).nats).toBeCloseTo(Math.log(4), 13);
  });

  it('sees XOR in two dimensions, of which each one alone tells nothing', async () => {
    const rows = Array.from({ length: 80 }, (_, i) => [i & 1, (i >> 1) & 1]);
    const x = Float64Array.from(rows.flat());
    const y = Float64Array.from(rows, ([a, b]) => a ^ b);
    expect((await read({ count: 80, dimX: 2, dimY: 1, x, y }, { bins: 2 })).nats).toBeCloseTo(Math.log(2), 13);
    const alone = { count: 80, dimX: 1, dimY: 1, x: Float64Array.from(rows, ([a]) => a), y };
    expect((await read(alone, { bins: 2 })).nats).toBeCloseTo(0, 13);
  });

  it('is high by (m - 1)^2 / 2n for independent X and Y, which Miller and Madow take off', async () => {
    const readings = await Promise.all(
      Array.from({ length: 200 }, async (_, seed) => {
        const pairs = gaussianPairs(2000, 1, 0, foldIn(keyFromSeed(6), seed));
        const raw = await read(pairs, { bins: 6 });
        const corrected = await read(pairs, { bins: 6, correction: 'miller-madow' });
        return [raw.nats, corrected.nats];
      }),
    );
    const [raw, corrected] = [0, 1].map((k) => readings.map((reading) => reading[k]));
    // 2n times the plug-in is chi squared with 25 degrees of freedom to first order; three standard errors over 200 seeds, and the second order, 36^2 / n^2.
    const tolerance = 3 * standardErrorOfMean(raw) + (36 / 2000) ** 2;
    expect(Math.abs(mean(raw) - 25 / 4000)).toBeLessThan(tolerance);
    expect(Math.abs(mean(corrected))).toBeLessThan(tolerance);
    expect(25 / 4000).toBeGreaterThan(5 * tolerance);
  });

  it('has a standard error like the spread over samples', async () => {
    const readings = await Promise.all(
      Array.from({ length: 150 }, (_, seed) =>
        read(gaussianPairs(2000, 1, 0.8, foldIn(keyFromSeed(7), seed)), { bins: 8 }),
      ),
    );
    const spread = standardDeviation(readings.map(({ nats }) => nats));
    // A standard deviation of 150 values is known to 1/sqrt(298) = 6%; three of those.
    const ratio = mean(readings.map(({ standardError }) => standardError)) / spread;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.18);
  });

  it('comes near a Gaussian with many points, from below where bins are few', async () => {
    const pairs = gaussianPairs(100_000, 1, 0.6, keyFromSeed(8));
    const truth = gaussianInformation(1, 0.6);
    const fine = await read(pairs, { correction: 'miller-madow' });
    // Binning into 36 quantiles loses below .01 of .2231.
    expect(fine.nats).toBeGreaterThan(truth - 0.01 - 3 * fine.standardError);
    expect(fine.nats).toBeLessThan(truth + 3 * fine.standardError);
    // Data processing: two bins a side give the information of the signs, log 2 less the entropy of P(same sign) = 1/2 + asin(rho)/pi.
    const same = 0.5 + Math.asin(0.6) / Math.PI;
    const signs = Math.log(2) + same * Math.log(same) + (1 - same) * Math.log(1 - same);
    const coarse = await read(pairs, { bins: 2 });
    expect(Math.abs(coarse.nats - signs)).toBeLessThan(3 * coarse.standardError);
  });

  it('does not depend on the order of rows, on which side is X, or, with equiprobable bins, on scales', async () => {
    const pairs = gaussianPairs(700, 1, 0.7, keyFromSeed(1));
    const { nats } = await read(pairs);
    const shuffled = pairsOfRows(pairs, createStream(keyFromSeed(2)).permutation(700));
    expect((await read(shuffled)).nats).toBeCloseTo(nats, 13);
    expect((await read({ ...pairs, x: pairs.y, y: pairs.x })).nats).toBeCloseTo(nats, 13);
    expect((await read({ ...pairs, x: pairs.x.map((v) => Math.exp(5 * v)) })).nats).toBe(nats);
  });

  it('is not reliable where points are as many as cells', async () => {
    expect((await read(gaussianPairs(10_000, 1, 0.5, keyFromSeed(1)))).reliable).toBe(true);
    expect((await read(gaussianPairs(1000, 5, 0.5, keyFromSeed(1)))).reliable).toBe(false);
  });

  it('fails on a constant column, with its reason', async () => {
    const pairs = {
      ...gaussianPairs(50, 2, 0.5, keyFromSeed(1)),
      x: new Float64Array(100).map((_, i) => (i % 2) * 0.1 + (i % 2 ? 0 : i)),
    };
    const estimate = await baselines.create('histogram').estimate(sampleSplit(pairs), untouchable, keyFromSeed(0));
    expect(estimate).toEqual({
      status: 'failed',
      reason: 'column 1 of x 0.1 is constant; remove it: a constant tells nothing',
    });
  });

  it.each([
    [{ bins: 30 }, 'n 20 is too few points for 30 bins a coordinate; lower bins or raise n'],
    [{ bins: 1 }, 'baseline.bins: expected a whole number of at least 2, got 1'],
  ])('refuses %j for 20 points', async (options, message) => {
    const attempt = async () => read(gaussianPairs(20, 1, 0.5, keyFromSeed(1)), options);
    await expect(attempt()).rejects.toThrow(InputError);
    await expect(attempt()).rejects.toThrow(message);
  });

  it('refuses a single point, and numbers that are not finite', async () => {
    await expect(read(gaussianPairs(1, 1, 0.5, keyFromSeed(1)))).rejects.toThrow(
      'n 1 is too few points for 2 bins a coordinate; raise n to 2 or more',
    );
    const pairs = gaussianPairs(20, 1, 0.5, keyFromSeed(1));
    pairs.y[3] = Number.NaN;
    await expect(read(pairs)).rejects.toThrow('y[3][0] NaN is not finite');
  });
});
