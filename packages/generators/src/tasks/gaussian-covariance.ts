import {
  checked,
  entry,
  foldIn,
  InputError,
  type Key,
  logDeterminant,
  normalCdf,
  type Pairs,
  parse,
  solveLower,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import { correlate } from './correlate.ts';
import { standardNormals } from './draws.ts';
import { jointFactors } from './joint-factors.ts';
import { requireCount } from './require-count.ts';
import { quadraticForm, squaredNorm } from './squared-norm.ts';

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

/**
 * (X, Y) normal with mean zero and the given covariance S: I = (log det S_X + log det S_Y - log det S) / 2, by Cholesky factors.
 *
 * X comes from the key's stream `x`, the part of Y that X does not explain from its stream `noise`: a longer sample begins with a shorter one.
 * @param argument - what messages call the covariance
 * @throws InputError where a dimension is no positive whole number, or S is not square, not symmetric or not positive definite (it names the leading minor)
 */
export function gaussianCovariance(options: GaussianCovarianceOptions, argument = 'covariance'): Task {
  const { dimX, dimY, covariance } = parse(schema, options, 'gaussianCovariance');
  const size = dimX + dimY;
  if (covariance.length !== size) {
    throw new InputError({
      argument,
      value: covariance.length,
      problem: `rows for dimX + dimY = ${size}`,
      remedy: `give ${size} rows of ${size} numbers`,
    });
  }
  const { joint, x: ofX, y: ofY } = jointFactors(covariance, dimX, argument);
  const nats = (logDeterminant(ofX) + logDeterminant(ofY) - logDeterminant(joint)) / 2;
  const deviations = covariance.map((row, i) => Math.sqrt(row[i]));
  const marginals = deviations.map((deviation) => (value: number) => normalCdf(value / deviation));
  return {
    id: `gaussian-covariance(dimX=${dimX}, dimY=${dimY}, covariance=${JSON.stringify(covariance)})`,
    dimX,
    dimY,
    mi: { nats, method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const x = standardNormals(count * dimX, foldIn(key, 'x'));
      const y = standardNormals(count * dimY, foldIn(key, 'noise'));
      correlate(joint, dimX, x, y);
      return { count, dimX, dimY, x, y };
    },
    /**
     * log r = I + (|L_Y^-1 y|^2 - |w|^2) / 2, w the last dimY entries of L^-1 (x, y): the first dimX are those of L_X^-1 x, so that the form of x
     * cancels exactly.
     */
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      const point = new Float64Array(size);
      const pointY = point.subarray(dimX);
      const solvedY = new Float64Array(dimY);
      for (let row = 0; row < count; row++) {
        point.set(x.subarray(row * dimX, (row + 1) * dimX));
        point.set(y.subarray(row * dimY, (row + 1) * dimY), dimX);
        const formOfY = quadraticForm(ofY, pointY, solvedY);
        solveLower(joint, point, point);
        ratios[row] = nats + (formOfY - squaredNorm(point, dimX)) / 2;
      }
      return ratios;
    },
    evidence: {
      marginals: { x: marginals.slice(0, dimX), y: marginals.slice(dimX) },
      correlation: covariance.map((row, i) => row.map((value, j) => value / (deviations[i] * deviations[j]))),
    },
  };
}

export const gaussianCovarianceTask = entry({
  id: 'gaussian-covariance',
  summary: 'Gaussians with any joint covariance',
  options: schema.superRefine((options, context) => {
    checked(context, () => gaussianCovariance(options));
  }),
  create: (options) => gaussianCovariance(options),
  example: {
    dimX: 1,
    dimY: 2,
    covariance: [
      [2, 0.3, 0.5],
      [0.3, 1, 0.2],
      [0.5, 0.2, 3],
    ],
  },
});
