import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { type GradientTransformation, multiplied, times } from './gradient-transformation.ts';

/**
 * Scales an update whose Euclidean norm over all parameters exceeds `largest` down to that norm (Pascanu, Mikolov and Bengio 2013, algorithm 1):
 * g * c / max(|g|, c). Where the squares overflow, and the norm is lost, the update becomes NaN and the run diverges; a quotient by infinity would
 * stand still without a word.
 */
export const clipNorm = (largest: number): GradientTransformation => ({
  init: () => ({}),
  update(update, state) {
    const norm = tf.sqrt(tf.sum(tf.square(multiplied(update))));
    const lost = tf.sub(norm, norm);
    const factor = tf.add(tf.div(largest, tf.maximum(norm, largest)), lost) as Scalar;
    return { update: { direction: update.direction, scale: times(update.scale, factor) }, state };
  },
});
