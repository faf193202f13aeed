import { createStream, foldIn, type Key, keyFromSeed, mean, type RowPairs, standardDeviation } from '@minebench/core';
import { bounds } from '@minebench/estimators';
import { describe, expect, it } from 'vitest';
import { readPairs } from '../../src/neural/pair-reading.ts';
import { sharedPointsError } from '../../src/neural/shared-points.ts';

const N = 400;
const REPLICATES = 400;
const RHO = 0.6;

/** log dP/dQ of a pair with correlation RHO. */
const logRatio = (x: number, y: number): number =>
  -0.5 * Math.log(1 - RHO * RHO) + (y * y - (y - RHO * x) ** 2 / (1 - RHO * RHO)) / 2;

const rows = Int32Array.from({ length: N }, (_, k) => k);
const schemes: Record<string, (key: Key) => RowPairs> = {
  "deranged, n' = n": (key) => ({ rowsX: rows, rowsY: createStream(key).derangement(N) }),
  "shuffled, n' = n": (key) => ({ rowsX: rows, rowsY: createStream(key).permutation(N) }),
  "with replacement, n' = n": (key) => drawn(key, N),
  "with replacement, n' = 10 n": (key) => drawn(key, 10 * N),
};
const drawn = (key: Key, count: number): RowPairs => {
  const [rowsX, rowsY] = [new Int32Array(count), new Int32Array(count)];
  createStream(foldIn(key, 'x')).fillInteger(rowsX, N);
  createStream(foldIn(key, 'y')).fillInteger(rowsY, N);
  return { rowsX, rowsY };
};

/** A bound read at the optimal critic on a fresh sample. */
function reading(boundId: string, scheme: (key: Key) => RowPairs, key: Key) {
  const numbers = new Float64Array(2 * N);
  createStream(foldIn(key, 'sample')).fillNormal(numbers);
  const x = numbers.subarray(0, N);
  const y = numbers.subarray(N).map((noise, k) => RHO * x[k] + Math.sqrt(1 - RHO * RHO) * noise);
  const reference = scheme(foldIn(key, 'references'));
  // NWJ's optimal critic is 1 + log r; DV does not see the constant.
  const score = (i: number, j: number) => 1 + logRatio(x[i], y[j]);
  const values = {
    joint: { scores: Float32Array.from(rows, (i) => score(i, i)), own: {} },
    reference: { scores: Float32Array.from(reference.rowsX, (i, k) => score(i, reference.rowsY[k])), own: {} },
  };
  const pairs = { count: N, dimX: 1, dimY: 1, x, y };
  const joint = { rowsX: rows, rowsY: rows };
  const part = { pairs, joint, referencePairs: pairs, reference, independent: false };
  return readPairs(bounds.create(boundId), values, part);
}

describe('the standard error of pairs that share points', () => {
  it.each(['dv', 'mine-f'].flatMap((bound) => Object.keys(schemes).map((scheme) => [bound, scheme] as const)))(
    'of %s, references %s, is the spread over samples',
    (bound, scheme) => {
      const readings = Array.from({ length: REPLICATES }, (_, k) =>
        reading(bound, schemes[scheme], foldIn(keyFromSeed(5), k)),
      );
      expect(readings.every(({ standardErrorMethod }) => standardErrorMethod === 'shared-points')).toBe(true);
      const spread = standardDeviation(Float64Array.from(readings, ({ nats }) => nats));
      const stated = Math.sqrt(mean(readings.map(({ standardError }) => standardError ** 2)));
      // A standard deviation of 400 readings has a relative standard error of 1 / sqrt(800) = 3.5%, somewhat more with the tails of e^t: four of 4%.
      // The jackknife that this replaces was 20 to 50% too large where n' = n.
      expect(Math.abs(stated / spread - 1)).toBeLessThan(0.16);
    },
  );

  it('is that of a mean where there are no references to share', () => {
    const values = Float64Array.from({ length: 50 }, (_, k) => Math.sin(k * k));
    const constant = new Float64Array(50).fill(3);
    const { value } = sharedPointsError(values, constant, { rowsX: rows.slice(0, 50), rowsY: rows.slice(0, 50) });
    const expected = standardDeviation(values) * Math.sqrt(49 / 50 / 50);
    expect(value).toBeCloseTo(expected, 12);
  });

  it('is the sum of products of terms that share a point, each pair of terms once', () => {
    const [points, drawn] = [7, 60];
    const stream = createStream(keyFromSeed(8));
    const [rowsX, rowsY] = [new Int32Array(drawn), new Int32Array(drawn)];
    // Sixty of 49 pairs: some are drawn twice, in either order, and some are joint pairs.
    stream.fillInteger(rowsX, points);
    stream.fillInteger(rowsY, points);
    const [joint, reference] = [new Float64Array(points), new Float64Array(drawn)];
    stream.fillNormal(joint);
    stream.fillNormal(reference);
    const scaled = (values: Float64Array) => values.map((value) => (value - mean(values)) / values.length);
    const terms = [
      ...Array.from(scaled(joint), (u, i) => ({ u, of: [i, i] })),
      ...Array.from(scaled(reference), (u, k) => ({ u, of: [rowsX[k], rowsY[k]] })),
    ];
    let expected = 0;
    for (const a of terms) for (const b of terms) if (a.of.some((i) => b.of.includes(i))) expected += a.u * b.u;
    const { value, bounded } = sharedPointsError(joint, reference, { rowsX, rowsY });
    expect(bounded).toBe(false);
    expect(value).toBeCloseTo(Math.sqrt(expected), 12);
  });

  it('counts a pair that is drawn twice, in either order, as one pair twice', () => {
    const joint = new Float64Array(4);
    const once = sharedPointsError(joint, [1, -1], { rowsX: Int32Array.of(0, 2), rowsY: Int32Array.of(1, 3) });
    const twice = sharedPointsError(joint, [1, 1, -1, -1], {
      rowsX: Int32Array.of(0, 1, 2, 3),
      rowsY: Int32Array.of(1, 0, 3, 2),
    });
    // u = +-1/2 at two pairs without a common point: V = 1/4 + 1/4.
    expect(once).toEqual({ value: Math.SQRT1_2, bounded: false });
    expect(twice).toEqual(once);
  });

  it('is the first sum alone, and says so, where the estimate of the variance is not positive', () => {
    // Terms 1, -1, -1, 1 around a square of points cancel at every point: the first sum is zero.
    const square = { rowsX: Int32Array.of(0, 1, 2, 3), rowsY: Int32Array.of(1, 2, 3, 0) };
    const result = sharedPointsError(new Float64Array(4), [1, -1, 1, -1], square);
    expect(result).toEqual({ value: 0, bounded: true });
  });
});
