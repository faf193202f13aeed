import type { CheckedProcedure } from '@minebench/core';
import { flawOfOracle } from './oracle/result.ts';

/**
 * Reads bounds, and forms that pass for bounds, at the optimal critic t* = log dP/dQ on fresh draws: no training. Fields of its sweep: `task`, `dimension`, `rho`, `mi`,
 * `n` (draws from P and as many from Q; default 10^6) and `dataSeed`.
 */
export const oracle: CheckedProcedure = {
  id: 'oracle',
  expand: async (...sweep) => (await import('./oracle/expand.ts')).expandOracle(...sweep),
  load: () => import('./oracle/run.ts'),
  run: async (...cell) => (await import('./oracle/run.ts')).runOracle(...cell),
  cost: ({ params }) => 2000 * Number(params.n),
  flawOf: flawOfOracle,
  sources: [],
};
