import type { NdArray } from '@minebench/core';

/** Rows of a matrix as whole blocks, `[blocks, blockSize, dim]`; what the rows leave of the last block is zeros. */
export function gatherRows(
  values: Float64Array,
  dim: number,
  rows: Int32Array,
  blocks: number,
  blockSize: number,
): NdArray {
  const data = new Float32Array(blocks * blockSize * dim);
  for (let k = 0; k < rows.length; k++) {
    const from = rows[k] * dim;
    for (let axis = 0; axis < dim; axis++) data[k * dim + axis] = values[from + axis];
  }
  return { dtype: 'float32', shape: [blocks, blockSize, dim], data };
}

/** Rows of a row-major matrix, in their order. */
export function rowsOf(values: Float64Array, dim: number, rows: Int32Array): Float64Array {
  const chosen = new Float64Array(rows.length * dim);
  rows.forEach((row, position) => {
    chosen.set(values.subarray(row * dim, (row + 1) * dim), position * dim);
  });
  return chosen;
}
