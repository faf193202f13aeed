import { normalCdf, normalDensity } from '@minebench/core';
import { increasingRoot } from '../transforms/increasing-root.ts';

/** Normal components with standard deviation 1; the weights add up to 1. */
export type UnitNormalMixture = readonly { readonly weight: number; readonly mean: number }[];

/** P(value <= x), accurate in the lower tail. */
export function mixtureCdf(mixture: UnitNormalMixture, x: number): number {
  let sum = 0;
  for (const { weight, mean } of mixture) sum += weight * normalCdf(x - mean);
  return sum;
}

/** P(value > x), accurate in the upper tail. */
export function mixtureSurvival(mixture: UnitNormalMixture, x: number): number {
  let sum = 0;
  for (const { weight, mean } of mixture) sum += weight * normalCdf(mean - x);
  return sum;
}

function mixtureDensity(mixture: UnitNormalMixture, x: number): number {
  let sum = 0;
  for (const { weight, mean } of mixture) sum += weight * normalDensity(x - mean);
  return sum;
}

/**
 * The quantile of the mixture at the level Phi(z), from the tail that z lies in. It lies between the components' own quantiles, z + mean.
 */
export function mixtureQuantile(mixture: UnitNormalMixture, z: number): number {
  const means = mixture.map(({ mean }) => mean);
  const bracket = [z + Math.min(...means), z + Math.max(...means)] as const;
  const slope = (x: number): number => mixtureDensity(mixture, x);
  if (z <= 0) {
    const level = normalCdf(z);
    return increasingRoot((x) => mixtureCdf(mixture, x) - level, slope, bracket);
  }
  const level = normalCdf(-z);
  return increasingRoot((x) => level - mixtureSurvival(mixture, x), slope, bracket);
}
