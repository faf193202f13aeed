import { createStream, keyFromSeed } from '@minebench/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsWithin } from '../../src/baselines/chebyshev-tree/counts.ts';
import { kthDistances } from '../../src/baselines/chebyshev-tree/kth-distance.ts';
import { selectNth } from '../../src/baselines/chebyshev-tree/select.ts';
import { buildTree } from '../../src/baselines/chebyshev-tree/tree.ts';
import { countsNearer, nextUp } from '../../src/baselines/marginal-counts.ts';
import type { Points } from '../../src/baselines/points.ts';

const distance = ({ dim, values }: Points, a: number, b: number): number =>
  Math.max(...Array.from({ length: dim }, (_, axis) => Math.abs(values[a * dim + axis] - values[b * dim + axis])));

const allDistances = (points: Points): number[][] =>
  Array.from({ length: points.count }, (_, a) =>
    Array.from({ length: points.count }, (_, b) => b)
      .filter((b) => b !== a)
      .map((b) => distance(points, a, b)),
  );

/** Points of doubles of any magnitude, or of a few integers, so that most distances tie and many points coincide. */
const anyPoints = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 150 })).chain(([dim, count]) => {
  const coordinate = fc.oneof(
    { weight: 1, arbitrary: fc.constant(fc.double({ noNaN: true, min: -1e100, max: 1e100 })) },
    { weight: 1, arbitrary: fc.constant(fc.integer({ min: 0, max: 3 })) },
    { weight: 1, arbitrary: fc.constant(fc.double({ noNaN: true, min: 1, max: 1 + 1e-14 })) },
  );
  return coordinate
    .chain((one) => fc.array(one, { minLength: dim * count, maxLength: dim * count }))
    .map((values): Points => ({ count, dim, values: Float64Array.from(values) }));
});

describe('chebyshev tree', () => {
  it('finds the k-th distance of every row, ties and copies included', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 1, max: 4 }), (points, k) => {
        const expected = allDistances(points).map((row) => row.sort((a, b) => a - b)[k - 1]);
        expect(Array.from(kthDistances(buildTree(points), k))).toEqual(expected);
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('counts strictly nearer rows, with radii that are themselves distances', () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 0, max: 3 }), (points, k) => {
        const distances = allDistances(points);
        const radii = Float64Array.from(distances, (row) => [...row].sort((a, b) => a - b)[k]);
        const expected = distances.map((row, i) => row.filter((d) => d < radii[i]).length);
        expect(Array.from(countsWithin(buildTree(points), radii))).toEqual(expected);
        expect(Array.from(countsNearer(points, radii))).toEqual(expected);
        const closed = distances.map((row, i) => row.filter((d) => d <= radii[i]).length);
        expect(Array.from(countsNearer(points, nextUp(radii)))).toEqual(closed);
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('counts whole nodes at once in the same way: radii up to the whole sample', () => {
    const count = 700;
    const values = new Float64Array(count * 3);
    createStream(keyFromSeed(1)).fillNormal(values);
    const points = { count, dim: 3, values };
    const radii = Float64Array.from({ length: count }, (_, row) => (8 * row) / count);
    const expected = allDistances(points).map((row, i) => row.filter((d) => d < radii[i]).length);
    expect(expected.some((inside) => inside === count - 1)).toBe(true);
    expect(Array.from(countsWithin(buildTree(points), radii))).toEqual(expected);
  });

  it('nextUp leaves no double between', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e300, noNaN: true }), (value) => {
        const next = nextUp(Float64Array.of(value))[0];
        const between = value + (next - value) / 2;
        expect(next).toBeGreaterThan(value);
        expect(between === value || between === next).toBe(true);
      }),
      { seed: 4 },
    );
  });
});

describe('selectNth', () => {
  const count = 20_000;
  const arrangements: Record<string, (i: number) => number> = {
    ascending: (i) => i,
    descending: (i) => -i,
    'all equal': () => 1,
    'organ pipe': (i) => Math.min(i, count - i),
    'saw tooth': (i) => i % 7,
  };
  it.each(Object.keys(arrangements))('takes linear time and puts the median in its place: %s', (name) => {
    const keys = Float64Array.from({ length: count }, (_, i) => arrangements[name](i));
    const order = Int32Array.from({ length: count }, (_, i) => i);
    let looks = 0;
    selectNth(order, 0, count, count / 2, (row) => {
      looks++;
      return keys[row];
    });
    const median = keys[order[count / 2]];
    expect(median).toBe(keys.slice().sort()[count / 2]);
    expect(order.subarray(0, count / 2).every((row) => keys[row] <= median)).toBe(true);
    expect(order.subarray(count / 2).every((row) => keys[row] >= median)).toBe(true);
    expect(new Set(order).size).toBe(count);
    // Random pivots need 3.4 n comparisons on average (Knuth 1971); each is a look or two. A quadratic case would need n/10 times as many.
    expect(looks).toBeLessThan(20 * count);
  });
});
