import type { CholeskyFactor } from '@minebench/core';

/** Rows taken at once: their sums are independent, so that none waits for another's addition. */
const LANES = 4;

/**
 * The points L z of independent standard normal numbers z = (x, y), in place of them: rows of X in `x`, of Y in `y`. Each sum runs from the first column to the
 * last, whatever the number of rows, so that a longer sample begins with a shorter one.
 */
export function correlate({ size, lower }: CholeskyFactor, dimX: number, x: Float64Array, y: Float64Array): void {
  const { starts, columns, weights } = nonZero(size, lower);
  const dimY = size - dimX;
  const count = x.length / dimX;
  const z = new Float64Array(size * LANES);
  for (let row = 0; row < count; row += LANES) {
    const lanes = Math.min(LANES, count - row);
    for (let lane = 0; lane < lanes; lane++) {
      for (let i = 0; i < dimX; i++) z[i * LANES + lane] = x[(row + lane) * dimX + i];
      for (let i = 0; i < dimY; i++) z[(dimX + i) * LANES + lane] = y[(row + lane) * dimY + i];
    }
    for (let i = 0; i < size; i++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let entry = starts[i]; entry < starts[i + 1]; entry++) {
        const weight = weights[entry];
        const from = columns[entry];
        a += weight * z[from];
        b += weight * z[from + 1];
        c += weight * z[from + 2];
        d += weight * z[from + 3];
      }
      const [out, width, column] = i < dimX ? [x, dimX, i] : [y, dimY, i - dimX];
      const at = row * width + column;
      out[at] = a;
      if (lanes > 1) out[at + width] = b;
      if (lanes > 2) out[at + 2 * width] = c;
      if (lanes > 3) out[at + 3 * width] = d;
    }
  }
}

/** The entries of L that are not 0, row by row; columns as offsets into the lanes. */
function nonZero(size: number, lower: Float64Array) {
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const weight = lower[row * size + column];
      if (weight === 0) continue;
      columns.push(column * LANES);
      weights.push(weight);
    }
    starts[row + 1] = columns.length;
  }
  return { starts, columns: Int32Array.from(columns), weights: Float64Array.from(weights) };
}
