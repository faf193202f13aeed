import type { RowPairs } from '@minebench/core';

/** Every pair of rows, pool^2 of them; without the joint ones, pool^2 - pool. Nothing is random. */
export function product(poolSize: number, joint: boolean): RowPairs {
  const size = poolSize * (joint ? poolSize : poolSize - 1);
  const rowsX = new Int32Array(size);
  const rowsY = new Int32Array(size);
  let k = 0;
  for (let i = 0; i < poolSize; i++) {
    for (let j = 0; j < poolSize; j++) {
      if (i === j && !joint) continue;
      rowsX[k] = i;
      rowsY[k++] = j;
    }
  }
  return { rowsX, rowsY };
}
