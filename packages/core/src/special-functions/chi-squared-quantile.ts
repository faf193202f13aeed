import { invertCdf } from './invert-cdf.ts';
import { regularizedGamma } from './regularized-gamma.ts';

/** The x with P(X <= x) = p for chi-squared with `df` > 0 degrees of freedom: 0 at 0, Infinity at 1, NaN outside. */
export function chiSquaredQuantile(df: number, p: number): number {
  if (!(df > 0 && df < Infinity && p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  return invertCdf((x) => regularizedGamma(df / 2, x / 2), p);
}
