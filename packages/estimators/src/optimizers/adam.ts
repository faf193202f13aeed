import { entry, type Optimizer } from '@minebench/core';
import { z } from 'zod';
import { type CommonOptions, commonOptions, createOptimizer } from './create-optimizer.ts';
import { learningRate } from './learning-rate.ts';
import { type AdamMoments, scaleByAdam } from './scale-by-adam.ts';

export interface AdamOptions extends CommonOptions, AdamMoments {}

/** Adam (Kingma and Ba 2015), ascending; with `weightDecay` AdamW (Loshchilov and Hutter 2019). */
export const createAdam = (options: AdamOptions): Optimizer => createOptimizer('adam', scaleByAdam(options), options);

const decay = z.number('give a number in [0, 1)').min(0, 'give a number in [0, 1)').lt(1, 'give a number in [0, 1)');

export const adam = entry({
  id: 'adam',
  summary: 'Adam with bias correction; AdamW with weightDecay; clipNorm, schedule',
  options: z.strictObject({
    learningRate: learningRate.default(1e-3),
    beta1: decay.default(0.9),
    beta2: decay.default(0.999),
    epsilon: z.number('give a positive number').positive('give a positive number').default(1e-8),
    ...commonOptions,
  }),
  create: createAdam,
});
