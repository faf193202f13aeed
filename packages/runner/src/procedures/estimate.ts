import type { Procedure } from '@minebench/core';
import { estimateCost } from './estimate/cost.ts';
import { expandEstimate } from './estimate/expand.ts';
import { runEstimate } from './estimate/run.ts';

/**
 * Estimates mutual information once: draws a task's sample, splits it in three, trains and selects, evaluates once. A sweep's procedure where it
 * names no other; its fields are those of `EstimateSweep`.
 */
export const estimate: Procedure = {
  id: 'estimate',
  expand: expandEstimate,
  run: runEstimate,
  cost: estimateCost,
  sources: [],
};
