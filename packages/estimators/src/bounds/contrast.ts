import { tf } from '@minebench/engine';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';

/**
 * t_ii - log mean_j e^t_ij of each row i (`axis` 1), or t_ii - log mean_j e^t_ji of each column (`axis` 0), `[b]`: at most log b. Both terms are taken from
 * the largest score of the row before they meet, so that rounding does not grow with the scores. The gradient is given as such, which leaves
 * one pass over the matrix of five.
 *
 * @param joint the diagonal of `product`, `[b]`
 */
export function contrast(joint: Tensor1D, product: Tensor2D, axis: 0 | 1): Tensor1D {
  const b = joint.size;
  const withGradient = tf.customGrad((diagonal, matrix, save) => {
    const scores = matrix as Tensor;
    const largest = tf.max(scores, axis, true);
    const powers = tf.exp(tf.sub(scores, largest));
    const mean = tf.mean(powers, axis, true);
    (save as (tensors: Tensor[]) => void)([powers, mean]);
    const shifted = tf.sub(diagonal as Tensor, tf.reshape(largest, [b]));
    return {
      value: tf.sub(shifted, tf.reshape(tf.log(mean), [b])),
      gradFunc: (dy: Tensor, [kept, keptMean]: Tensor[]) => [
        dy,
        tf.mul(kept, tf.div(tf.reshape(tf.div(dy, -b), keptMean.shape), keptMean)),
      ],
    };
  });
  return withGradient(joint, product) as Tensor1D;
}
