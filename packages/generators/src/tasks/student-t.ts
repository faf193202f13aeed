import {
  checked,
  createStream,
  digamma,
  entry,
  foldIn,
  InputError,
  type Key,
  log1p,
  logDeterminant,
  logGamma,
  nextGamma,
  type Pairs,
  parse,
  studentCdf,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import { gaussianCovariance } from './gaussian-covariance.ts';
import { jointFactors } from './joint-factors.ts';
import { quadraticForm } from './squared-norm.ts';

export interface StudentTOptions {
  readonly dimX: number;
  readonly dimY: number;
  /** Degrees of freedom, above 0: moments exist below that order. */
  readonly df: number;
  /** Dispersion matrix of (X, Y), `dimX + dimY` rows of as many numbers; the identity where absent. Not the covariance, which is df / (df - 2) times it. */
  readonly dispersion?: readonly (readonly number[])[] | undefined;
}

const whole = 'give a positive whole number';
const degrees = 'give a number above 0';
const schema = z.strictObject({
  dimX: z.number(whole).int(whole).positive(whole).default(1),
  dimY: z.number(whole).int(whole).positive(whole).default(1),
  df: z.number(degrees).positive(degrees),
  dispersion: z
    .array(z.array(z.number('give a finite number'), 'give a row of numbers'), 'give a list of rows of numbers')
    .optional(),
});

const identity = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));

/**
 * (X, Y) = Z sqrt(df / C), Z normal with the dispersion as its covariance, C chi-squared with df degrees of freedom and shared by X and Y, so that they depend
 * on each other even where the dispersion is the identity.
 *
 * I = I(Z) + f(dimX) + f(dimY) - f(dimX + dimY), f(d) = log Gamma(df/2) - log Gamma((df+d)/2) + (df+d)/2 [psi((df+d)/2) - psi(df/2)]
 * (Arellano-Valle, Contreras-Reyes and Genton 2013, Shannon entropy and mutual information for multivariate skew-elliptical distributions); error about
 * df log df 10^-15.
 *
 * C comes from the key's stream `chi-squared`, Z from those of `gaussianCovariance`: a longer sample begins with a shorter one.
 * @throws InputError where a dimension is no positive whole number, df not above 0, the dispersion no covariance; and at sampling, where df is so small that a
 *   number is beyond the doubles
 */
export function studentT(options: StudentTOptions): Task {
  const { dimX, dimY, df, dispersion } = parse(schema, options as z.output<typeof schema>, 'studentT');
  const size = dimX + dimY;
  const matrix = dispersion ?? identity(size);
  const normal = gaussianCovariance({ dimX, dimY, covariance: matrix }, 'dispersion');
  const factors = jointFactors(matrix, dimX, 'dispersion');
  const half = df / 2;
  const entropyTerm = (d: number): number =>
    logGamma(half) - logGamma(half + d / 2) + (half + d / 2) * (digamma(half + d / 2) - digamma(half));
  const nats = normal.mi.nats + entropyTerm(dimX) + entropyTerm(dimY) - entropyTerm(size);
  /** log r at the origin. */
  const logRatioAtZero =
    logGamma(half + size / 2) +
    logGamma(half) -
    logGamma(half + dimX / 2) -
    logGamma(half + dimY / 2) +
    (logDeterminant(factors.x) + logDeterminant(factors.y) - logDeterminant(factors.joint)) / 2;
  const marginal = (index: number) => {
    const scale = Math.sqrt(matrix[index][index]);
    return (value: number): number => studentCdf(df, value / scale);
  };
  const shape = dispersion === undefined ? '' : `, dispersion=${JSON.stringify(dispersion)}`;
  return {
    id: `student-t(dimX=${dimX}, dimY=${dimY}, df=${df}${shape})`,
    dimX,
    dimY,
    mi: { nats, method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      const pairs = normal.sample(count, key);
      const stream = createStream(foldIn(key, 'chi-squared'));
      for (let row = 0; row < count; row++) {
        const stretch = Math.sqrt(half / nextGamma(stream, half));
        requireFinite(stretch, df);
        for (let k = row * dimX; k < (row + 1) * dimX; k++) pairs.x[k] *= stretch;
        for (let k = row * dimY; k < (row + 1) * dimY; k++) pairs.y[k] *= stretch;
      }
      return pairs;
    },
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      const point = new Float64Array(size);
      const [pointX, pointY] = [point.subarray(0, dimX), point.subarray(dimX)];
      const [solvedX, solvedY] = [new Float64Array(dimX), new Float64Array(dimY)];
      for (let row = 0; row < count; row++) {
        for (let k = 0; k < dimX; k++) point[k] = x[row * dimX + k];
        for (let k = 0; k < dimY; k++) point[dimX + k] = y[row * dimY + k];
        const ofX = quadraticForm(factors.x, pointX, solvedX);
        const ofY = quadraticForm(factors.y, pointY, solvedY);
        const ofBoth = quadraticForm(factors.joint, point, point);
        ratios[row] =
          logRatioAtZero +
          (half + dimX / 2) * log1p(ofX / df) +
          (half + dimY / 2) * log1p(ofY / df) -
          (half + size / 2) * log1p(ofBoth / df);
      }
      return ratios;
    },
    evidence: {
      marginals: {
        x: Array.from({ length: dimX }, (_, k) => marginal(k)),
        y: Array.from({ length: dimY }, (_, k) => marginal(dimX + k)),
      },
      // Fourth moments, which the correlation's standard error needs, exist above 4 degrees of freedom only.
      ...(df > 4 ? { correlation: normal.evidence!.correlation! } : {}),
    },
  };
}

/** The square of a number of this size is finite, and so is its density. */
const LARGEST_STRETCH = 1e140;

function requireFinite(stretch: number, df: number): void {
  if (stretch < LARGEST_STRETCH) return;
  throw new InputError({
    argument: 'df',
    value: df,
    problem: 'is so small that samples exceed the range of double precision',
    remedy: 'give larger df',
  });
}

export const studentTTask = entry({
  id: 'student-t',
  summary: 'multivariate Student t: heavy tails, and dependence without correlation',
  options: schema.superRefine((options, context) => {
    checked(context, () => studentT(options));
  }),
  create: studentT,
  example: { dimX: 2, dimY: 2, df: 2 },
});
