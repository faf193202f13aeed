import { createStream, type Key, type RowPairs } from '@minebench/core';

/** Row k with row k + s, around the end, for one random shift s in 1 .. pool - 1: no fixed point, and all pairs of a draw move together. */
export function shift(poolSize: number, size: number, key: Key): RowPairs {
  const stream = createStream(key);
  const by = 1 + stream.integer(poolSize - 1);
  const start = size === poolSize ? 0 : stream.integer(poolSize);
  const rowsX = new Int32Array(size);
  const rowsY = new Int32Array(size);
  for (let k = 0; k < size; k++) {
    rowsX[k] = (start + k) % poolSize;
    rowsY[k] = (start + k + by) % poolSize;
  }
  return { rowsX, rowsY };
}
