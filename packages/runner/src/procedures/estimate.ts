import type { CheckedProcedure } from '@minebench/core';
import { estimateCost } from './estimate/cost.ts';
import { estimateReplicaKey } from './estimate/replica-key.ts';
import { flawOfEstimate } from './estimate/result.ts';

/**
 * Estimates mutual information once: draws a task's sample, splits it in three, trains and selects, evaluates once. A sweep's procedure where it
 * names no other; its fields are those of `EstimateSweep`. Estimators and runtimes are imported when they are first needed.
 */
export const estimate: CheckedProcedure = {
  id: 'estimate',
  expand: async (...sweep) => (await import('./estimate/expand.ts')).expandEstimate(...sweep),
  load: () => import('./estimate/run.ts'),
  run: async (...cell) => (await import('./estimate/run.ts')).runEstimate(...cell),
  replicaKey: estimateReplicaKey,
  cost: estimateCost,
  flawOf: flawOfEstimate,
  sources: [],
};
