import { mean } from './mean.ts';
import { requireCount } from './require-count.ts';

/**
 * Mean of the estimates less the truth.
 * @throws InputError where there are no estimates
 */
export function bias(estimates: ArrayLike<number>, truth: number): number {
  return mean(estimates) - truth;
}

/**
 * sqrt of the mean of (estimate - truth)^2: bias and variance together.
 * @throws InputError where there are no estimates
 */
export function rootMeanSquareError(estimates: ArrayLike<number>, truth: number): number {
  requireCount('root mean square error of', estimates.length, 1);
  let squares = 0;
  for (let index = 0; index < estimates.length; index++) squares += (estimates[index] - truth) ** 2;
  return Math.sqrt(squares / estimates.length);
}
