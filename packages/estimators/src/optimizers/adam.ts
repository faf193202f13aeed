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
 * Adam (Kingma and Ba 2015, algorithm 1), ascending. In place of moving averages that start at zero and their corrections it carries sums that
 * forget, s_k = beta s_(k-1) + g_k, and the same sums of ones: their ratio is the corrected average, (1 - beta) and the cancellation in 1 - beta^k
 * gone. With sums s1 of g, s2 of g^2 and weights w1, w2: (s1 / w1) / (sqrt(s2 / w2) + epsilon) = s1 (sqrt(w2) / w1) / (sqrt(s2) + epsilon sqrt(w2)).
 */
export function createAdam({ learningRate: rate, beta1, beta2, epsilon }: AdamOptions): Optimizer {
  return {
    id: 'adam',
    init: (params) => ({
      sum: tf.zerosLike(params),
      squares: tf.zerosLike(params),
      weight1: tf.scalar(0),
      weight2: tf.scalar(0),
    }),
    update(grads, state, params) {
      const sum = tf.add(tf.mul(state.sum, beta1), grads);
      const squares = tf.add(tf.mul(state.squares, beta2), tf.square(grads));
      const weight1 = tf.add(tf.mul(state.weight1, beta1), 1);
      const weight2 = tf.add(tf.mul(state.weight2, beta2), 1);
      const root = tf.sqrt(weight2);
      const direction = tf.div(sum, tf.add(tf.sqrt(squares), tf.mul(root, epsilon)));
      const scale = tf.mul(tf.div(root, weight1), rate);
      return {
        params: tf.add(params, tf.mul(direction, scale)) as Tensor1D,
        state: { sum, squares, weight1, weight2 },
      };
    },
  };
}

const decay = z.number('give a number in [0, 1)').min(0, 'give a number in [0, 1)').lt(1, 'give a number in [0, 1)');

export const adam = entry({
  id: 'adam',
  summary: 'Adam with bias correction',
  options: z.strictObject({
    learningRate: learningRate.default(1e-3),
    beta1: decay.default(0.9),
    beta2: decay.default(0.999),
    epsilon: z.number('give a positive number').positive('give a positive number').default(1e-8),
  }),
  create: createAdam,
});
