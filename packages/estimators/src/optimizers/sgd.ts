import { entry, type Optimizer } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { learningRate } from './learning-rate.ts';

/** Gradient ascent: params + learningRate * grads. */
export const createSgd = (options: { readonly learningRate: number }): Optimizer => ({
  id: 'sgd',
  init: () => ({}),
  update: (grads, state, params) => ({
    params: tf.add(params, tf.mul(grads, options.learningRate)) as Tensor1D,
    state,
  }),
});

export const sgd = entry({
  id: 'sgd',
  summary: 'plain gradient ascent',
  options: z.strictObject({ learningRate: learningRate.default(0.01) }),
  create: createSgd,
});
