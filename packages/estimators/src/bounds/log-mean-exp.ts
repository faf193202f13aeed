import { tf } from '@minebench/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs';

/**
 * log mean e^t over all elements, shifted by the largest: no overflow at any t. Its gradient, the weights e^t / sum e^t, is given as such: derived
 * through the shift, which cancels, it would cost twice as many nodes.
 */
export function logMeanExp(t: Tensor): Scalar {
  const withGradient = tf.customGrad((points, save) => {
    const scores = points as Tensor;
    const largest = tf.max(scores);
    const powers = tf.exp(tf.sub(scores, largest));
    const mean = tf.mean(powers);
    (save as (tensors: Tensor[]) => void)([powers, mean]);
    return {
      value: tf.add(largest, tf.log(mean)),
      gradFunc: (dy: Tensor, [kept, keptMean]: Tensor[]) => tf.mul(kept, tf.div(tf.div(dy, scores.size), keptMean)),
    };
  });
  return withGradient(t) as Scalar;
}
