import type { Procedure } from '@minebench/core';
import { expandOracle } from './oracle/expand.ts';
import { runOracle } from './oracle/run.ts';

/**
 * Reads bounds, and forms that pass for bounds, at the optimal critic t* = log dP/dQ on fresh draws: no training. Fields of its sweep: `task`, `dimension`, `rho`, `mi`,
 * `n` (draws from P and as many from Q; default 10^6) and `dataSeed`.
 */
export const oracle: Procedure = {
  id: 'oracle',
  expand: expandOracle,
  run: runOracle,
  cost: ({ params }) => 2000 * Number(params.n),
  sources: [],
};
