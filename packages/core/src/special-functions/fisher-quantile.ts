import { invertCdf } from './invert-cdf.ts';
import { regularizedIncompleteBeta } from './regularized-incomplete-beta.ts';

/**
 * The x with P(F <= x) = p for Fisher's F with `df1` and `df2` > 0 degrees of freedom, whose distribution function is I_u(df1/2, df2/2) at u = df1 x / (df1 x + df2)
 * (Abramowitz and Stegun 1964, 26.6.2): 0 at 0, Infinity at 1, NaN outside.
 */
export function fisherQuantile(df1: number, df2: number, p: number): number {
  if (!(df1 > 0 && df2 > 0 && df1 + df2 < Infinity && p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  return invertCdf((x) => regularizedIncompleteBeta(df1 / 2, df2 / 2, (df1 * x) / (df1 * x + df2)), p);
}
