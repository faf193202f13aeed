import type { CheckedProcedure } from '@minebench/core';
import { flawOfMinibatchOracle } from './minibatch-oracle/result.ts';

/**
 * Reads DV, NWJ and InfoNCE at their optimal critics on many minibatches of fresh draws: bias and variance of a minibatch value, without training.
 * Fields of its sweep: `task`, `dimension`, `rho`, `mi`, `batchSize` (b joint pairs), `referenceSize` (n' pairs from P_X x P_Y, default b), `replicates`
 * (minibatches, default 10,000) and `dataSeed`.
 */
export const minibatchOracle: CheckedProcedure = {
  id: 'minibatch-oracle',
  expand: async (...sweep) => (await import('./minibatch-oracle/expand.ts')).expandMinibatchOracle(...sweep),
  run: async (...cell) => (await import('./minibatch-oracle/run.ts')).runMinibatchOracle(...cell),
  cost: ({ params }) => 20 * Number(params.replicates) * Number(params.batchSize) ** 2,
  flawOf: flawOfMinibatchOracle,
  sources: [],
};
