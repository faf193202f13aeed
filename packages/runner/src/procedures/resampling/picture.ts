import type { JsonObject, Pairs, RowPairs } from '@minebench/core';
import { createReferences } from '@minebench/generators';
import { distance, type GridDensity, pairDensity } from './density.ts';

const rounded = (values: Float64Array): number[] => Array.from(values, (value) => Number(value.toPrecision(4)));

const written = ({ side, low, high, values }: GridDensity): JsonObject => ({
  side,
  low,
  high,
  values: rounded(values),
});

/**
 * One draw as a picture needs it: the sample, the pairs as ascending numbers `row of x * n + row of y` (a pair drawn twice is there twice), their kernel
 * density, and its distance to the density of all n^2 pairs, which more draws cannot better.
 */
export function pictureOf(pairs: Pairs, drawn: RowPairs, side: number): JsonObject {
  const { count, x, y } = pairs;
  const everyPair = createReferences(
    { mode: 'product', pool: 'sample', diagonal: true },
    { batchSize: count, n: count },
  );
  const density = pairDensity(x, y, drawn, side);
  const limit = pairDensity(x, y, everyPair.draw!(count, { hi: 0, lo: 0 }), side);
  return {
    x: rounded(x),
    y: rounded(y),
    pairs: Array.from(drawn.rowsX.map((row, k) => row * count + drawn.rowsY[k]).sort()),
    density: written(density),
    distanceToAllPairs: distance(density, limit),
  };
}
