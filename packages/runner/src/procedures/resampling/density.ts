import { exp, type RowPairs, standardDeviation } from '@minebench/core';

/** A density on a square grid of cell midpoints, row by row: `values[row * side + column]` at y = midpoint `row`, x = midpoint `column`. */
export interface GridDensity {
  readonly side: number;
  /** Edges of the grid, of x and of y. */
  readonly low: number;
  readonly high: number;
  readonly values: Float64Array;
}

const EDGE = 3.2;

const midpoint = (index: number, side: number): number => -EDGE + ((index + 0.5) * 2 * EDGE) / side;

/** Scott's rule in two dimensions for n points: standard deviation times n^(-1/6) (D. W. Scott, Multivariate Density Estimation, 1992). */
const bandwidth = (values: Float64Array): number => standardDeviation(values) * values.length ** (-1 / 6);

/** The normal kernel of every point at every midpoint, `[side, n]`. */
function kernels(values: Float64Array, side: number): Float64Array {
  const width = bandwidth(values);
  const scale = 1 / (Math.sqrt(2 * Math.PI) * width);
  const result = new Float64Array(side * values.length);
  for (let index = 0; index < side; index++)
    for (let row = 0; row < values.length; row++) {
      const distance = (midpoint(index, side) - values[row]) / width;
      result[index * values.length + row] = scale * exp(-(distance * distance) / 2);
    }
  return result;
}

/**
 * Kernel estimate of the density of pairs (x[rowsX[k]], y[rowsY[k]]), with a product of normal kernels whose width is that of the n points whatever the
 * number of pairs: densities of different n' differ by their pairs alone.
 * @param x - `[n]`
 * @param y - `[n]`
 */
export function pairDensity(x: Float64Array, y: Float64Array, { rowsX, rowsY }: RowPairs, side: number): GridDensity {
  const [alongX, alongY] = [kernels(x, side), kernels(y, side)];
  const values = new Float64Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      let total = 0;
      for (let k = 0; k < rowsX.length; k++)
        total += alongX[column * x.length + rowsX[k]] * alongY[row * y.length + rowsY[k]];
      values[row * side + column] = total / rowsX.length;
    }
  return { side, low: -EDGE, high: EDGE, values };
}

/** Half of the integral of |f - g| over the grid: the total variation distance there. */
export function distance(f: GridDensity, g: GridDensity): number {
  const area = ((f.high - f.low) / f.side) ** 2;
  const difference = f.values.reduce((total, value, index) => total + Math.abs(value - g.values[index]), 0);
  return (difference * area) / 2;
}
