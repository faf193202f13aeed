import { tf } from '@minebench/engine';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';

/**
 * log of the mean of e^t over each row of `[b, c]`, `[b]`, shifted by the row's largest: no overflow at any t. Its gradient, the softmax of the row, is given as
 * such: a batch's b^2 exponentials are taken once.
 */
export function rowLogMeanExp(matrix: Tensor2D): Tensor1D {
  const columns = matrix.shape[1];
  const withGradient = tf.customGrad((scores, save) => {
    const largest = tf.max(scores as Tensor2D, 1, true);
    const powers = tf.exp(tf.sub(scores as Tensor2D, largest));
    const sums = tf.sum(powers, 1, true);
    (save as (tensors: Tensor[]) => void)([powers, sums]);
    return {
      value: tf.reshape(tf.add(largest, tf.log(tf.mul(sums, 1 / columns))), [matrix.shape[0]]),
      gradFunc: (dy: Tensor, [kept, keptSums]: Tensor[]) =>
        tf.mul(kept, tf.div(tf.reshape(dy, [matrix.shape[0], 1]), keptSums)),
    };
  });
  return withGradient(matrix) as Tensor1D;
}
