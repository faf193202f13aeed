import { mean, studentQuantile, variance } from '@minebench/core';
import { degreesOfFreedom } from './degrees-of-freedom.ts';

/** Beyond so many a difference counts as none. */
export const mostSeeds = 1000;

/**
 * How many seeds a task would resolve a difference of paired errors, taken for true as it was measured: the smallest n >= (t sd / |difference|)^2, at which the
 * 95% interval is expected to end at 0, so that about half of such studies resolve it (about twice as many seeds make it four in five). sd is that of the mean
 * over tasks from one seed each, sqrt(sum of the tasks' variances) / number of tasks; t is Student's quantile, with the degrees of freedom of n seeds.
 *
 * @param strata - differences by task, at least two each
 * @param fewest - so many or more: one above those that did not resolve it
 * @returns `null` where it is more than `mostSeeds` or the difference is 0
 */
export function seedsNeeded(strata: readonly (readonly number[])[], fewest = 2): number | null {
  const difference = Math.abs(mean(strata.map(mean)));
  const spread = Math.sqrt(strata.reduce((sum, values) => sum + variance(values), 0)) / strata.length;
  const resolve = (seeds: number): boolean => {
    const df = degreesOfFreedom(strata, () => seeds);
    return spread === 0 || studentQuantile(df, 0.975) * (spread / Math.sqrt(seeds)) <= difference;
  };
  if (difference === 0 || fewest > mostSeeds || !resolve(mostSeeds)) return null;
  let [low, high] = [fewest - 1, mostSeeds];
  // The interval narrows with every seed: halves of what is left.
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (resolve(middle)) high = middle;
    else low = middle;
  }
  return high;
}
