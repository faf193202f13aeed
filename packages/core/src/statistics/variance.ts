import { mean } from './mean.ts';
import { requireCount } from './require-count.ts';

/**
 * Unbiased sample variance, sum (x - mean)^2 / (n - 1), by two passes with the correction for a rounded mean (Chan, Golub and LeVeque 1983).
 * @throws InputError where there are fewer than two values
 */
export function variance(values: ArrayLike<number>): number {
  requireCount('variance of', values.length, 2);
  const center = mean(values);
  let squares = 0;
  let residue = 0;
  for (let index = 0; index < values.length; index++) {
    const deviation = values[index] - center;
    squares += deviation * deviation;
    residue += deviation;
  }
  return (squares - (residue * residue) / values.length) / (values.length - 1);
}

/**
 * Square root of `variance`.
 * @throws InputError where there are fewer than two values
 */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/**
 * Standard error of the mean of independent values: standard deviation / sqrt(n).
 * @throws InputError where there are fewer than two values
 */
export function standardErrorOfMean(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values) / values.length);
}
