import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { type GradientTransformation, multiplied } from './gradient-transformation.ts';

export interface AdamMoments {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Adam's direction (Kingma and Ba 2015, algorithm 1). In place of moving averages that start at zero and their corrections it carries sums that
 * forget, s_k = beta s_(k-1) + g_k, and the same sums of ones: their ratio is the corrected average, (1 - beta) and the cancellation in 1 - beta^k
 * gone. With sums s1 of g, s2 of g^2 and weights w1, w2: (s1 / w1) / (sqrt(s2 / w2) + epsilon) = s1 (sqrt(w2) / w1) / (sqrt(s2) + epsilon sqrt(w2)).
 */
export const scaleByAdam = ({ beta1, beta2, epsilon }: AdamMoments): GradientTransformation => ({
  init: (params) => ({
    sum: tf.zerosLike(params),
    squares: tf.zerosLike(params),
    weight1: tf.scalar(0),
    weight2: tf.scalar(0),
  }),
  update(update, state) {
    const grads = multiplied(update);
    const sum = tf.add(tf.mul(state.sum, beta1), grads);
    const squares = tf.add(tf.mul(state.squares, beta2), tf.square(grads));
    const weight1 = tf.add(tf.mul(state.weight1, beta1), 1);
    const weight2 = tf.add(tf.mul(state.weight2, beta2), 1);
    const root = tf.sqrt(weight2);
    const direction = tf.div(sum, tf.add(tf.sqrt(squares), tf.mul(root, epsilon))) as Tensor1D;
    return {
      update: { direction, scale: tf.div(root, weight1) as Scalar },
      state: { sum, squares, weight1, weight2 },
    };
  },
});
