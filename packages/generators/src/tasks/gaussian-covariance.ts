import {
  type CholeskyFactor,
  cholesky,
  entry,
  InputError,
  type Key,
  logDeterminant,
  type Pairs,
  solveLower,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import { standardNormals } from './draws.ts';
import { requireCount } from './require-count.ts';

export interface GaussianCovarianceOptions {
  readonly dimX: number;
  readonly dimY: number;
  /** Covariance of (X, Y), `dimX + dimY` rows of as many numbers. */
  readonly covariance: readonly (readonly number[])[];
}

const block = (matrix: readonly (readonly number[])[], from: number, to: number): number[][] =>
  matrix.slice(from, to).map((row) => row.slice(from, to));

/** |L^-1 v|^2, the quadratic form of the inverse covariance. */
const squaredNorm = (factor: CholeskyFactor, values: Float64Array, solution: Float64Array): number => {
  solveLower(factor, values, solution);
  let total = 0;
  for (const value of solution) total += value * value;
  return total;
};

/**
 * (X, Y) normal with mean zero and the given covariance S: I = (log det S_X + log det S_Y - log det S) / 2, by Cholesky factors.
 * Throws `InputError` where S is not square, not symmetric or not positive definite (it names the leading minor).
 */
export function gaussianCovariance({ dimX, dimY, covariance }: GaussianCovarianceOptions): Task {
  const size = dimX + dimY;
  if (covariance.length !== size) {
    throw new InputError({
      argument: 'covariance',
      value: covariance.length,
      problem: `rows for dimX + dimY = ${size}`,
      remedy: `give ${size} rows of ${size} numbers`,
    });
  }
  const joint = cholesky(covariance);
  const ofX = cholesky(block(covariance, 0, dimX));
  const ofY = cholesky(block(covariance, dimX, size));
  const nats = (logDeterminant(ofX) + logDeterminant(ofY) - logDeterminant(joint)) / 2;
  return {
    id: `gaussian-covariance(dimX=${dimX}, dimY=${dimY}, covariance=${JSON.stringify(covariance)})`,
    dimX,
    dimY,
    mi: { nats, method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      // Row by row: a longer sample of the same key begins with a shorter one.
      const noise = standardNormals(count * size, key);
      const x = new Float64Array(count * dimX);
      const y = new Float64Array(count * dimY);
      for (let row = 0; row < count; row++) {
        for (let i = 0; i < size; i++) {
          let value = 0;
          for (let k = 0; k <= i; k++) value += joint.lower[i * size + k] * noise[row * size + k];
          if (i < dimX) x[row * dimX + i] = value;
          else y[row * dimY + i - dimX] = value;
        }
      }
      return { count, dimX, dimY, x, y };
    },
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const point = new Float64Array(size);
      const work = { joint: new Float64Array(size), x: new Float64Array(dimX), y: new Float64Array(dimY) };
      return Float64Array.from({ length: count }, (_, row) => {
        point.set(x.subarray(row * dimX, (row + 1) * dimX));
        point.set(y.subarray(row * dimY, (row + 1) * dimY), dimX);
        const marginals =
          squaredNorm(ofX, point.subarray(0, dimX), work.x) + squaredNorm(ofY, point.subarray(dimX), work.y);
        return nats + (marginals - squaredNorm(joint, point, work.joint)) / 2;
      });
    },
  };
}

const positive = z.number('a positive whole number').int('a positive whole number').positive('a positive whole number');

export const gaussianCovarianceTask = entry({
  id: 'gaussian-covariance',
  summary: 'Gaussians with any joint covariance',
  options: z.strictObject({
    dimX: positive,
    dimY: positive,
    covariance: z.array(z.array(z.number('a number'), 'a row of numbers'), 'a list of rows'),
  }),
  create: gaussianCovariance,
});
