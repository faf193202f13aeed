import { InputError } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';

/** `[K, K]` -> `[K, K - 1]`: every row without its entry on the diagonal. Behind the first entry, every (K + 1)-th is on the diagonal. */
export function withoutDiagonal(matrix: Tensor2D): Tensor2D {
  const K = matrix.shape[0];
  const rest = tf.slice(tf.reshape(matrix, [K * K]), [1], [K * K - 1]);
  const beside = tf.slice(tf.reshape(rest, [K - 1, K + 1]), [0, 0], [K - 1, K]);
  return tf.reshape(beside, [K, K - 1]);
}

/** @throws InputError where a batch has no other pair that could stand for the marginal */
export function requireOthers(product: Tensor2D, bound: string): void {
  const K = product.shape[0];
  if (K >= 2) return;
  throw new InputError({
    argument: 'batchSize',
    value: K,
    problem: `leaves no other pair for ${bound} to stand for the marginal`,
    remedy: 'give at least 2',
  });
}
