import { tf } from '@minebench/engine';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';

/** Added to the variance of a row. */
export const LAYER_NORM_EPSILON = 1e-5;

/** Layer normalisation (Ba et al. 2016): each row less its mean, over its standard deviation, times a learnt scale `[1, h]`. x is `[b, h]`. */
export function layerNorm(x: Tensor2D, scale: Tensor): Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  const variance = tf.mean(tf.square(centred), 1, true);
  return tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, LAYER_NORM_EPSILON))), scale);
}
