import type { CheckedProcedure } from '@minebench/core';
import { flawOfResampling } from './resampling/result.ts';

/**
 * Draws reference pairs out of a sample of n rows, many times: how many of them are joint pairs, how many different ones there are, and on one draw what
 * they look like. No training. Fields of its sweep: `task`, `dimension`, `rho`, `mi`, `n`, `references` (shuffle, derange, shift or replace),
 * `referenceSize` (n', default n), `repeats` (draws, default 1000), `picture` (points a side of the density's grid, 0 for none: the default) and
 * `dataSeed`.
 */
export const resampling: CheckedProcedure = {
  id: 'resampling',
  expand: async (...sweep) => (await import('./resampling/expand.ts')).expandResampling(...sweep),
  run: async (...cell) => (await import('./resampling/run.ts')).runResampling(...cell),
  cost: ({ params }) => 50 * Number(params.repeats) * Number((params.references as { size: number }).size),
  flawOf: flawOfResampling,
  sources: [],
};
