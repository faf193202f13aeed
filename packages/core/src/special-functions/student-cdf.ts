import { regularizedIncompleteBeta } from './regularized-incomplete-beta.ts';

/**
 * P(T <= t) of Student's t with `df` > 0 degrees of freedom (NaN elsewhere), by the incomplete beta function (Abramowitz and Stegun 1964, 26.7.1): of t^2 / (df + t^2)
 * near the centre, of df / (df + t^2) in the tails, so that neither loses digits.
 */
export function studentCdf(df: number, t: number): number {
  const square = t * t;
  if (square < df) {
    const half = 0.5 * regularizedIncompleteBeta(0.5, 0.5 * df, square / (df + square));
    return t < 0 ? 0.5 - half : 0.5 + half;
  }
  const tail = 0.5 * regularizedIncompleteBeta(0.5 * df, 0.5, df / (df + square));
  return t < 0 ? tail : 1 - tail;
}
