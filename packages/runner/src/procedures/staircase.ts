import type { CellPlan, CheckedProcedure, JsonObject } from '@minebench/core';

import { workPerPair } from './estimate/cost.ts';
import { flawOfStaircase } from './staircase/result.ts';

/**
 * One training on fresh draws during which the true information climbs from level to level (Poole et al. 2019, figure 2; Song and Ermon 2020, figure 1): what each
 * minibatch reads, with no selection and no evaluation. Fields of its sweep: `task` (of those that take `mi`), `dimension`, `levels` (nats, in order: one
 * list, not swept), `stepsPerLevel` (default 4000, as published), `batchSize` (default 64), `references`, `bound`, `critic`, `optimizer`, `dataSeed`, `initSeed`,
 * `seeds`, `engine`.
 */
export const staircase: CheckedProcedure = {
  id: 'staircase',
  expand: async (...sweep) => (await import('./staircase/expand.ts')).expandStaircase(...sweep),
  run: async (...cell) => (await import('./staircase/run.ts')).runStaircase(...cell),
  cost: staircaseCost,
  flawOf: flawOfStaircase,
  sources: [],
};

/** Pairs scored times the work for each, a gradient three times a score. */
function staircaseCost({ params, protocol }: CellPlan): number {
  const { task, estimator, levels, batchSize, references } = params as {
    readonly task: { readonly dimension?: number };
    readonly estimator: { readonly critic?: JsonObject };
    readonly levels: readonly number[];
    readonly batchSize: number;
    readonly references?: { readonly size: number };
  };
  const critic = estimator.critic ?? {};
  // A separable critic scores all pairs at the cost of the batch's points.
  const allPairs = critic.id === 'separable-mlp' ? batchSize : batchSize ** 2;
  const pairs = batchSize + Math.min(references?.size ?? allPairs, allPairs);
  return 3 * levels.length * Number(protocol.stepsPerLevel) * pairs * workPerPair(critic, task.dimension ?? 1);
}
