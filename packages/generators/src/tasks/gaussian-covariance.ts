import {
  cholesky,
  entry,
  foldIn,
  InputError,
  type Key,
  logDeterminant,
  type Pairs,
  parse,
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

const whole = 'give a positive whole number';
const schema = z.strictObject({
  dimX: z.number(whole).int(whole).positive(whole),
  dimY: z.number(whole).int(whole).positive(whole),
  covariance: z.array(
    z.array(z.number('give a finite number'), 'give a row of numbers'),
    'give a list of rows of numbers',
  ),
});

const block = (matrix: readonly (readonly number[])[], from: number, to: number): number[][] =>
  matrix.slice(from, to).map((row) => row.slice(from, to));

/** Sum of v_i^2 for i >= from. */
const squaredNorm = (values: Float64Array, from: number): number => {
  let total = 0;
  for (let i = from; i < values.length; i++) total += values[i] * values[i];
  return total;
};

/**
 * (X, Y) normal with mean zero and the given covariance S: I = (log det S_X + log det S_Y - log det S) / 2, by Cholesky factors.
 *
 * X comes from the key's stream `x`, the part of Y that X does not explain from its stream `noise`: a longer sample begins with a shorter one.
 * @throws InputError where a dimension is no positive whole number, or S is not square, not symmetric or not positive definite (it names the leading minor)
 */
export function gaussianCovariance(options: GaussianCovarianceOptions): Task {
  const { dimX, dimY, covariance } = parse(schema, options, 'gaussianCovariance');
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
      const ofStreamX = standardNormals(count * dimX, foldIn(key, 'x'));
      const noise = standardNormals(count * dimY, foldIn(key, 'noise'));
      const x = new Float64Array(count * dimX);
      const y = new Float64Array(count * dimY);
      const point = new Float64Array(size);
      for (let row = 0; row < count; row++) {
        point.set(ofStreamX.subarray(row * dimX, (row + 1) * dimX));
        point.set(noise.subarray(row * dimY, (row + 1) * dimY), dimX);
        for (let i = 0; i < size; i++) {
          let value = 0;
          for (let k = 0; k <= i; k++) value += joint.lower[i * size + k] * point[k];
          if (i < dimX) x[row * dimX + i] = value;
          else y[row * dimY + i - dimX] = value;
        }
      }
      return { count, dimX, dimY, x, y };
    },
    /**
     * log r = I + (|L_Y^-1 y|^2 - |w|^2) / 2, w the last dimY entries of L^-1 (x, y): the first dimX are those of L_X^-1 x, so that the form of x
     * cancels exactly.
     */
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      const point = new Float64Array(size);
      const ofPointY = new Float64Array(dimY);
      for (let row = 0; row < count; row++) {
        point.set(x.subarray(row * dimX, (row + 1) * dimX));
        point.set(y.subarray(row * dimY, (row + 1) * dimY), dimX);
        solveLower(ofY, point.subarray(dimX), ofPointY);
        solveLower(joint, point, point);
        ratios[row] = nats + (squaredNorm(ofPointY, 0) - squaredNorm(point, dimX)) / 2;
      }
      return ratios;
    },
  };
}

export const gaussianCovarianceTask = entry({
  id: 'gaussian-covariance',
  summary: 'Gaussians with any joint covariance',
  options: schema.superRefine((options, context) => {
    try {
      gaussianCovariance(options);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      context.addIssue({ code: 'custom', path: ['covariance'], message: error.message });
    }
  }),
  create: gaussianCovariance,
});
