import { createStream, type Key, type RowPairs } from '@minebench/core';
import { rowRange } from './rows.ts';

/**
 * Row k with row pi(k) of a uniformly random derangement: a permutation without a fixed point, so that no pair is a joint one. With fewer pairs than
 * the pool has rows, k runs over a random choice and pi over all one-to-one assignments without a fixed point.
 */
export function derange(poolSize: number, size: number, key: Key): RowPairs {
  const stream = createStream(key);
  if (size === poolSize) return { rowsX: rowRange(poolSize), rowsY: stream.derangement(poolSize) };
  const rowsX = stream.choose(size, poolSize);
  let rowsY = stream.choose(size, poolSize);
  // At most 1 - 1/e of the assignments have a fixed point, and for few rows out of many hardly any.
  while (rowsY.some((row, k) => row === rowsX[k])) rowsY = stream.choose(size, poolSize);
  return { rowsX, rowsY };
}
