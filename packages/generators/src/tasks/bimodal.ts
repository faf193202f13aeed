import { entry, normalQuantile, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { coordinatewise } from '../transforms/coordinatewise.ts';
import type { PointMap, Transform } from '../transforms/transform.ts';
import { transformTask } from '../transforms/transform-task.ts';
import { gaussian } from './gaussian.ts';
import { mixtureCdf, mixtureQuantile, mixtureSurvival, type UnitNormalMixture } from './normal-mixture.ts';

export interface BimodalOptions {
  /** Correlation of the normal pair behind, in (-1, 1). */
  readonly rho: number;
}

const correlation = 'give a number between -1 and 1, both excluded';
const schema = z.strictObject({ rho: z.number(correlation).gt(-1, correlation).lt(1, correlation) });

const ofX: UnitNormalMixture = [
  { weight: 0.3, mean: 0 },
  { weight: 0.7, mean: 5 },
];
const ofY: UnitNormalMixture = [
  { weight: 0.5, mean: -1 },
  { weight: 0.5, mean: 3 },
];

/** From a standard normal number to that of the mixture at the same level, and back. */
const throughQuantile = (mixture: UnitNormalMixture): PointMap =>
  coordinatewise({
    apply: (z) => mixtureQuantile(mixture, z),
    invert(x) {
      const level = mixtureCdf(mixture, x);
      // Beyond the median the level rounds to 1; what is left of it does not.
      return level <= 0.5 ? normalQuantile(level) : -normalQuantile(mixtureSurvival(mixture, x));
    },
  });

const bimodalTransform: Transform = { id: 'bimodal', x: throughQuantile(ofX), y: throughQuantile(ofY) };

/**
 * A correlated normal pair with its marginals turned into those of .3 N(0,1) + .7 N(5,1) for X and .5 N(-1,1) + .5 N(3,1) for Y, level by level:
 * I = -log(1 - rho^2) / 2 (Czyz et al. 2023, Beyond Normal).
 * @throws InputError where `rho` is not in (-1, 1)
 */
export function bimodal(options: BimodalOptions): Task {
  const { rho } = parse(schema, options, 'bimodal');
  const image = transformTask(gaussian({ dimension: 1, rho }), bimodalTransform);
  return {
    ...image,
    id: `bimodal(rho=${rho})`,
    evidence: {
      ...image.evidence,
      // From the definition, not through the inverse of the sampler's own map.
      marginals: { x: [(value) => mixtureCdf(ofX, value)], y: [(value) => mixtureCdf(ofY, value)] },
    },
  };
}

export const bimodalTask = entry({
  id: 'bimodal',
  summary: 'a normal pair with two modes on either side: four clumps of unequal weight',
  options: schema,
  create: bimodal,
  example: { rho: 0.75 },
});
