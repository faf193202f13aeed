import { type Interval, standardErrorOfMean, studentQuantile } from '@minebench/core';

/** A standard error as it was estimated. */
export interface Spread {
  readonly standardError: number;
  /** Of the standard error's square. */
  readonly degreesOfFreedom: number;
}

/**
 * Of the mean of independent values.
 * @param values - at least two
 */
export const spreadOfMean = (values: ArrayLike<number>): Spread => ({
  standardError: standardErrorOfMean(values),
  degreesOfFreedom: values.length - 1,
});

/** Of a sum of independent parts: their variances add up, with Satterthwaite's (1946) degrees of freedom. */
export function addedSpreads(parts: readonly Spread[]): Spread {
  const variance = parts.reduce((sum, { standardError }) => sum + standardError ** 2, 0);
  const uncertainty = parts.reduce((sum, part) => sum + part.standardError ** 4 / part.degreesOfFreedom, 0);
  return {
    standardError: Math.sqrt(variance),
    degreesOfFreedom:
      variance === 0
        ? parts.reduce((sum, { degreesOfFreedom }) => sum + degreesOfFreedom, 0)
        : variance ** 2 / uncertainty,
  };
}

/**
 * Student's interval.
 * @param level - coverage, in (0, 1)
 */
export function studentInterval(
  center: number,
  { standardError, degreesOfFreedom }: Spread,
  level: number = 0.95,
): Interval {
  const reach = studentQuantile(degreesOfFreedom, (1 + level) / 2) * standardError;
  return { low: center - reach, high: center + reach };
}
