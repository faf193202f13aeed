import { mean, normalQuantile, variance } from '@minebench/core';

/** Beyond so many a difference counts as none. */
export const mostSeeds = 1000;

/**
 * How many seeds a task would resolve a difference of paired errors, taken for true as it was measured: n = (z sd / |difference|)^2, z = 1.96, at which the
 * 95% interval is expected to end at 0, so that about half of such studies resolve it (2.04 times as many seeds make it four in five). sd is that of the mean
 * over tasks from one seed each, sqrt(sum of the tasks' variances) / number of tasks.
 *
 * @param strata - differences by task, at least two each
 * @returns at least 2; `null` where it is more than `mostSeeds` or the difference is 0
 */
export function seedsNeeded(strata: readonly (readonly number[])[]): number | null {
  const difference = mean(strata.map(mean));
  const spread = strata.reduce((sum, values) => sum + variance(values), 0) / strata.length ** 2;
  const seeds = Math.max(2, Math.ceil((normalQuantile(0.975) ** 2 * spread) / difference ** 2));
  return seeds <= mostSeeds ? seeds : null;
}
