import { createStream, type Key, type RowPairs } from '@minebench/core';
import { rowRange } from './rows.ts';

/**
 * Row k with row pi(k) of a uniformly random derangement: a permutation without a fixed point, so that no pair is a joint one. Permutations are drawn until
 * one has none, 1/e of them (2.7 draws on average).
 */
export function derange(poolSize: number, size: number, key: Key): RowPairs {
  const stream = createStream(key);
  let rowsY = stream.permutation(poolSize);
  while (hasFixedPoint(rowsY)) rowsY = stream.permutation(poolSize);
  const rowsX = rowRange(poolSize);
  if (size === poolSize) return { rowsX, rowsY };
  const chosen = stream.permutation(poolSize).subarray(0, size);
  return { rowsX: chosen.slice(), rowsY: chosen.map((row) => rowsY[row]) };
}

function hasFixedPoint(permutation: Int32Array): boolean {
  for (let row = 0; row < permutation.length; row++) if (permutation[row] === row) return true;
  return false;
}
