import { entry, type Optimizer } from '@minebench/core';
import { z } from 'zod';
import { type CommonOptions, commonOptions, createOptimizer } from './create-optimizer.ts';
import { identity } from './identity.ts';
import { learningRate } from './learning-rate.ts';
import { momentum } from './momentum.ts';

export interface SgdOptions extends CommonOptions {
  /** Share of the last update that is kept in the next; none where absent. */
  readonly momentum?: number | undefined;
}

/** Gradient ascent: params + learningRate * grads, or the heavy ball's velocity in place of grads. */
export const createSgd = (options: SgdOptions): Optimizer =>
  createOptimizer('sgd', options.momentum === undefined ? identity : momentum(options.momentum), options);

const range = 'give a number in (0, 1)';

export const sgd = entry({
  id: 'sgd',
  summary: 'gradient ascent, plain or with momentum; clipNorm, weightDecay, schedule',
  options: z.strictObject({
    learningRate: learningRate.default(0.01),
    momentum: z.number(range).gt(0, range).lt(1, range).optional(),
    ...commonOptions,
  }),
  create: createSgd,
});
