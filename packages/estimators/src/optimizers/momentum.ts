import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { type GradientTransformation, multiplied } from './gradient-transformation.ts';

/** Heavy-ball momentum (Polyak 1964): velocity_k = decay * velocity_(k-1) + gradient_k, from rest; the update is the velocity. */
export const momentum = (decay: number): GradientTransformation => ({
  init: (params) => ({ velocity: tf.zerosLike(params) }),
  update(update, state) {
    const velocity = tf.add(tf.mul(state.velocity, decay), multiplied(update)) as Tensor1D;
    return { update: { direction: velocity, scale: 1 }, state: { velocity } };
  },
});
