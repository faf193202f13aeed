import { type CholeskyFactor, cholesky, log, mean, type Pairs, solveLower } from '@minebench/core';
import { constantColumn } from './degenerate.ts';
import { jointPoints, type Points } from './points.ts';

/** A sample centred and scaled to unit variance, and the factors of its correlation matrices. */
export interface GaussianFit {
  readonly points: Points;
  /** Of (X, Y), X first: its leading block is the factor of X alone. */
  readonly joint: CholeskyFactor;
  /** Of Y alone. */
  readonly y: CholeskyFactor;
}

function standardize(points: Points, dimX: number): Points {
  const { count, dim } = points;
  const values = new Float64Array(count * dim);
  for (let axis = 0; axis < dim; axis++) {
    const column = Float64Array.from({ length: count }, (_, row) => points.values[row * dim + axis]);
    const center = mean(column);
    const scale = Math.sqrt(mean(column.map((value) => (value - center) ** 2)));
    if (scale === 0) {
      throw axis < dimX ? constantColumn('x', axis, column[0]) : constantColumn('y', axis - dimX, column[0]);
    }
    for (let row = 0; row < count; row++) values[row * dim + axis] = (column[row] - center) / scale;
  }
  return { count, dim, values };
}

function correlations({ count, dim, values }: Points): Float64Array[] {
  const matrix = Array.from({ length: dim }, () => new Float64Array(dim));
  for (let start = 0; start < values.length; start += dim) {
    for (let i = 0; i < dim; i++) {
      for (let j = 0; j <= i; j++) matrix[i][j] += values[start + i] * values[start + j];
    }
  }
  for (let i = 0; i < dim; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i][j] /= count;
      matrix[j][i] = matrix[i][j];
    }
  }
  return matrix;
}

/**
 * Fits a Gaussian to (X, Y).
 * @throws InputError where a column is constant or a linear function of others
 */
export function fitGaussian(pairs: Pairs): GaussianFit {
  const { dimX } = pairs;
  const points = standardize(jointPoints(pairs), dimX);
  const matrix = correlations(points);
  return {
    points,
    joint: cholesky(matrix, 'sample correlation matrix of (x, y)'),
    y: cholesky(
      matrix.slice(dimX).map((row) => row.subarray(dimX)),
      'sample correlation matrix of y',
    ),
  };
}

/** I(X; Y) of the fitted Gaussian, in nats: log of the ratio of each Y coordinate's residual deviation without X to that with X, summed. */
export function fittedInformation({ joint, y }: GaussianFit): number {
  const dimX = joint.size - y.size;
  let nats = 0;
  for (let j = 0; j < y.size; j++) {
    nats += log(y.lower[j * y.size + j] / joint.lower[(dimX + j) * joint.size + dimX + j]);
  }
  return nats;
}

/** Each row's influence on `fittedInformation`, up to a constant: the quadratic part of the fitted log density ratio. */
export function fittedInfluence({ points, joint, y }: GaussianFit): Float64Array {
  const dimX = joint.size - y.size;
  const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  return Float64Array.from({ length: points.count }, (_, row) => {
    const point = points.values.subarray(row * points.dim, (row + 1) * points.dim);
    const withX = solveLower(joint, point).subarray(dimX);
    const alone = solveLower(y, point.subarray(dimX));
    return (squares(alone) - squares(withX)) / 2;
  });
}
