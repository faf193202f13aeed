import { type CholeskyFactor, cholesky } from '@minebench/core';

/** Cholesky factors of a matrix over (X, Y) and of its blocks of X and of Y. */
export interface JointFactors {
  readonly joint: CholeskyFactor;
  readonly x: CholeskyFactor;
  readonly y: CholeskyFactor;
}

const block = (matrix: readonly (readonly number[])[], from: number, to: number): number[][] =>
  matrix.slice(from, to).map((row) => row.slice(from, to));

/** @throws InputError where the matrix is no covariance; messages call it `argument` */
export function jointFactors(
  matrix: readonly (readonly number[])[],
  dimX: number,
  argument = 'covariance',
): JointFactors {
  return {
    joint: cholesky(matrix, argument),
    x: cholesky(block(matrix, 0, dimX), argument),
    y: cholesky(block(matrix, dimX, matrix.length), argument),
  };
}
