import { invertCdf } from './invert-cdf.ts';
import { studentCdf } from './student-cdf.ts';

/** The t with P(T <= t) = p for Student's t with `df` > 0 degrees of freedom: -Infinity at 0, Infinity at 1, NaN outside. */
export function studentQuantile(df: number, p: number): number {
  if (!(df > 0 && df < Infinity && p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  // In the lower tail, where the distribution function keeps its digits; 1 - p is exact for p above a half.
  const tail = p < 0.5 ? p : 1 - p;
  const size = invertCdf((t) => -studentCdf(df, -t), -tail);
  return p < 0.5 ? -size : size;
}
