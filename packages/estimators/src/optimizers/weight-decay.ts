import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { type GradientTransformation, multiplied } from './gradient-transformation.ts';

/**
 * Decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): takes `decay * params` off the update, after the method has seen the gradient and
 * before the learning rate scales both. All parameters decay, biases and the bound's own networks among them.
 */
export const weightDecay = (decay: number): GradientTransformation => ({
  init: () => ({}),
  update: (update, state, params) => ({
    update: { direction: tf.sub(multiplied(update), tf.mul(params, decay)) as Tensor1D, scale: 1 },
    state,
  }),
});
