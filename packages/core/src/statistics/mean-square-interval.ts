import { chiSquaredQuantile } from '../special-functions/chi-squared-quantile.ts';
import { fisherQuantile } from '../special-functions/fisher-quantile.ts';
import type { Interval } from './bootstrap.ts';

/** A mean square of an analysis of variance: df MS / E[MS] is chi-squared with df degrees of freedom, where effects are normal. */
export interface MeanSquare {
  readonly meanSquare: number;
  readonly df: number;
}

/** F with infinitely many degrees of freedom in its denominator: chi-squared / df. */
const scaled = (df: number, p: number): number => chiSquaredQuantile(df, p) / df;

/** Exact interval of E[MS]: df MS / chi-squared. */
export function meanSquareInterval({ meanSquare, df }: MeanSquare, level: number): Interval {
  const alpha = (1 - level) / 2;
  return { low: meanSquare / scaled(df, 1 - alpha), high: meanSquare / scaled(df, alpha) };
}

/**
 * Modified large-sample interval of factor (E[MS_1] - E[MS_2]) for independent mean squares (Ting, Burdick, Graybill, Jeyaratnam and Lu 1990, Confidence
 * intervals on linear combinations of variance components that are unrestricted in sign): exact where either mean square is zero, or where their degrees of freedom
 * are many. Its ends may be negative.
 */
export function meanSquareDifferenceInterval(
  first: MeanSquare,
  second: MeanSquare,
  factor: number,
  level: number,
): Interval {
  const alpha = (1 - level) / 2;
  const [one, two] = [first.meanSquare, second.meanSquare];
  /** Variance of one end; `p` is 1 - alpha at the lower one, alpha at the upper one. */
  const spread = (p: number): number => {
    const ratio = fisherQuantile(first.df, second.df, p);
    const ofFirst = 1 - 1 / scaled(first.df, p);
    const ofSecond = 1 / scaled(second.df, 1 - p) - 1;
    const joint = ((ratio - 1) ** 2 - ofFirst ** 2 * ratio ** 2 - ofSecond ** 2) / ratio;
    return ofFirst ** 2 * one ** 2 + ofSecond ** 2 * two ** 2 + joint * one * two;
  };
  const difference = one - two;
  return {
    low: factor * (difference - Math.sqrt(spread(1 - alpha))),
    high: factor * (difference + Math.sqrt(spread(alpha))),
  };
}
