import type { CheckedProcedure } from '@minebench/core';
import { flawOfBottleneck } from './bottleneck-result.ts';

/**
 * Trains a classifier of permutation-invariant MNIST through a code Z, with a penalty on I(X;Z) that a critic reads (Belghazi et al. 2018, section 5.3), with the variational
 * one (Alemi et al. 2017), or with none, and looks at the test images along the way. Fields of its sweep are those of `BottleneckSweep`.
 */
export const bottleneck: CheckedProcedure = {
  id: 'bottleneck',
  expand: async (...sweep) => (await import('./expand-bottleneck.ts')).expandBottleneck(...sweep),
  run: async (...cell) => (await import('./run-bottleneck.ts')).runBottleneck(...cell),
  cost: ({ params, protocol }) => Number(protocol.epochs) * Number(params.n) * (isCostly(params.regularizer) ? 3 : 1),
  flawOf: flawOfBottleneck,
  sources: [import.meta.url],
};

/** With a critic beside it, a step is about three times the work. */
const isCostly = (regularizer: unknown): boolean => ['vib', 'mine'].includes((regularizer as { id: string }).id);
