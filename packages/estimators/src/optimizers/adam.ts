import { entry, type Optimizer } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { learningRate } from './learning-rate.ts';

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1), ascending. The bias corrections c1 = 1 - beta1^k and c2 = 1 - beta2^k are carried from step to step
 * (computing them afresh in float32 would cancel) and enter as scalars:
 * (m / c1) / (sqrt(v / c2) + epsilon) = (sqrt(c2) / c1) m / (sqrt(v) + epsilon sqrt(c2)).
 */
export function createAdam({ learningRate: rate, beta1, beta2, epsilon }: AdamOptions): Optimizer {
  return {
    id: 'adam',
    init: (params) => ({
      mean: tf.zerosLike(params),
      square: tf.zerosLike(params),
      correction1: tf.scalar(0),
      correction2: tf.scalar(0),
    }),
    update(grads, state, params) {
      const mean = tf.add(tf.mul(state.mean, beta1), tf.mul(grads, 1 - beta1));
      const square = tf.add(tf.mul(state.square, beta2), tf.mul(tf.square(grads), 1 - beta2));
      const correction1 = tf.add(tf.mul(state.correction1, beta1), 1 - beta1);
      const correction2 = tf.add(tf.mul(state.correction2, beta2), 1 - beta2);
      const root = tf.sqrt(correction2);
      const scale = tf.mul(tf.div(root, correction1), rate);
      const direction = tf.div(mean, tf.add(tf.sqrt(square), tf.mul(root, epsilon)));
      return {
        params: tf.add(params, tf.mul(direction, scale)) as Tensor1D,
        state: { mean, square, correction1, correction2 },
      };
    },
  };
}

const decay = z.number('a number in [0, 1)').min(0, 'a number in [0, 1)').lt(1, 'a number in [0, 1)');

export const adam = entry({
  id: 'adam',
  summary: 'Adam with bias correction',
  options: z.strictObject({
    learningRate: learningRate.default(1e-3),
    beta1: decay.default(0.9),
    beta2: decay.default(0.999),
    epsilon: z.number('a positive number').positive('a positive number').default(1e-8),
  }),
  create: createAdam,
});
