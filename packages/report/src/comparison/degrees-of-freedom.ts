import { variance } from '@minebench/core';

/**
 * Degrees of freedom of the variance of the mean over strata, sum of s^2 / m, by Satterthwaite's approximation: their sum where all strata spread alike, those of one
 * stratum where it alone does. Infinite where nothing spreads.
 * @param size - m, the number of values of a stratum; as many as it has where absent
 */
export function degreesOfFreedom(
  strata: readonly (readonly number[])[],
  size: (values: readonly number[]) => number = ({ length }) => length,
): number {
  const parts = strata
    .filter(({ length }) => length > 1)
    .map((values) => ({ df: size(values) - 1, part: variance(values) / size(values) }));
  const total = parts.reduce((sum, { part }) => sum + part, 0);
  return total === 0
    ? Number.POSITIVE_INFINITY
    : total ** 2 / parts.reduce((sum, { part, df }) => sum + part ** 2 / df, 0);
}
