import type { CheckedProcedure } from '@minebench/core';
import { estimateCost } from './estimate/cost.ts';
import { flawOfEstimate } from './estimate/result.ts';

/**
 * Estimates as `estimate` does, but reads on the law that the training references have: of a shuffle within a batch of b rows, fixed points and all,
 * (1/b) P + (1 - 1/b) Q. Selection and evaluation references are independent draws of that law; the same evaluation pairs without their joint ones give the reading
 * under Q. Fields of its sweep are those of `estimate`; its bound must be one on pairs, its references shuffle, derange, shift or replace out of the batch.
 */
export const referenceLaw: CheckedProcedure = {
  id: 'reference-law',
  expand: async (...sweep) => (await import('./reference-law/expand.ts')).expandReferenceLaw(...sweep),
  run: async (...cell) => (await import('./reference-law/run.ts')).runReferenceLaw(...cell),
  cost: estimateCost,
  flawOf: flawOfEstimate,
  sources: [],
};
