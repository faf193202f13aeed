import type { CheckedProcedure } from '@minebench/core';
import { flawOfGradientBias } from './gradient-bias/result.ts';

/**
 * Measures the bias of the minibatch gradient of Donsker-Varadhan for the critic t = a x y on independent standard normal pairs, where every moment is known:
 * no training. Fields of its sweep: `scale` (a, below 1/2 in magnitude), `referenceSize` (n'), `weight` (of the new batch in the moving average that stands in for
 * the batch's own mean of e^t; 1, the default, is DV without a correction), `replicates` (minibatches, default 100,000) and `dataSeed`.
 */
export const gradientBias: CheckedProcedure = {
  id: 'gradient-bias',
  expand: async (...sweep) => (await import('./gradient-bias/expand.ts')).expandGradientBias(...sweep),
  run: async (cell) => (await import('./gradient-bias/run.ts')).runGradientBias(cell),
  cost: ({ params }) => 20 * Number(params.replicates) * Number(params.referenceSize),
  flawOf: flawOfGradientBias,
  sources: [],
};
