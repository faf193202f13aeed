import { expSquare } from './exp-square.ts';
import { millsRatio } from './mills-ratio.ts';

const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/** phi(x) = e^(-x^2/2) / sqrt(2 pi), the standard normal density, relative error below 1e-15 wherever it is a normal number. */
export const normalDensity = (x: number): number =>
  Math.abs(x) < 40 ? INVERSE_ROOT_TWO_PI * expSquare(x, -0.5) : Number.isNaN(x) ? x : 0;

/**
 * Phi(x) = P(Z <= x) of a standard normal Z, relative error below 1e-14 in the lower tail too, as far as doubles go (x > -37.5). From IEEE operations alone:
 * the same bits on every machine. For the upper tail, call it at -x.
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (!(distance <= 40)) return x > 0 ? 1 : x < 0 ? 0 : Number.NaN;
  const tail = INVERSE_ROOT_TWO_PI * expSquare(distance, -0.5) * millsRatio(distance);
  return x > 0 ? 1 - tail : tail;
}
