import { createStream, type Key, type RowPairs } from '@minebench/core';

/**
 * J and K drawn independently and uniformly with replacement, any number of pairs: a pair has the law (1/pool) P + (1 - 1/pool) Q, and of pool^2
 * pairs pool^2 (1 - (1 - pool^-2)^n') are expected to occur. With `distinct`, K differs from J and the law is that of pairs of different rows.
 */
export function replace(poolSize: number, size: number, key: Key, distinct: boolean): RowPairs {
  const stream = createStream(key);
  const rowsX = new Int32Array(size);
  const rowsY = new Int32Array(size);
  stream.fillInteger(rowsX, poolSize);
  if (!distinct) {
    stream.fillInteger(rowsY, poolSize);
    return { rowsX, rowsY };
  }
  // One of the other rows: skip over J.
  stream.fillInteger(rowsY, poolSize - 1);
  for (let k = 0; k < size; k++) if (rowsY[k] >= rowsX[k]) rowsY[k]++;
  return { rowsX, rowsY };
}
