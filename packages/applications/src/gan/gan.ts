import type { CheckedProcedure } from '@minebench/core';
import { flawOfGan } from './gan-result.ts';

/**
 * Trains a GAN on points of the plane beside a critic of I(G(Z); Z), which enters the generator's objective with the weight beta (Belghazi et al. 2018, section 5.1), and
 * looks at fresh samples along the way: modes recovered, share of high quality, reverse KL, the information itself. Fields of its sweep are those of `GanSweep`.
 */
export const gan: CheckedProcedure = {
  id: 'gan',
  expand: async (...sweep) => (await import('./expand-gan.ts')).expandGan(...sweep),
  run: async (...cell) => (await import('./run-gan.ts')).runGan(...cell),
  cost: ({ params, protocol }) => Number(protocol.steps) * Number(params.batchSize),
  flawOf: flawOfGan,
  sources: [import.meta.url],
};
