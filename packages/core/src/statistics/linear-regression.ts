import { InputError } from '../errors.ts';
import { mean } from './mean.ts';
import { requireCount } from './require-count.ts';

/** A line y = intercept + slope x by least squares. */
export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  /** Of the slope, from the residuals' variance with n - 2 degrees of freedom. */
  readonly slopeStandardError: number;
}

/**
 * Ordinary least squares of y on x.
 * @throws InputError where lengths differ, where there are fewer than three points or where all x are equal
 */
export function linearRegression(x: ArrayLike<number>, y: ArrayLike<number>): LinearFit {
  requireCount('linear regression of', x.length, 3);
  if (x.length !== y.length)
    throw new InputError({
      argument: 'y',
      value: y.length,
      problem: `values for ${x.length} values of x`,
      remedy: 'give one y for each x',
    });
  const meanX = mean(x);
  const meanY = mean(y);
  let xx = 0;
  let xy = 0;
  for (let index = 0; index < x.length; index++) {
    xx += (x[index] - meanX) ** 2;
    xy += (x[index] - meanX) * (y[index] - meanY);
  }
  if (xx === 0)
    throw new InputError({
      argument: 'x',
      value: meanX,
      problem: 'is the same at every point, so there is no slope',
      remedy: 'give at least two different values',
    });
  const slope = xy / xx;
  let residuals = 0;
  for (let index = 0; index < x.length; index++) residuals += (y[index] - meanY - slope * (x[index] - meanX)) ** 2;
  return {
    slope,
    intercept: meanY - slope * meanX,
    slopeStandardError: Math.sqrt(residuals / (x.length - 2) / xx),
  };
}
