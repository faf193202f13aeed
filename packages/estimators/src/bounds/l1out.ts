import { entry, InputError, type ProductBound, type ProductContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import { conditionalSchema } from '../critics/conditional-heads.ts';
import { createGaussianConditional } from '../critics/gaussian-conditional.ts';
import type { MlpOptions } from '../critics/mlp.ts';

/** `[K, K]` -> `[K, K - 1]`: every row without its entry on the diagonal. Behind the first entry, every (K + 1)-th is on the diagonal. */
function withoutDiagonal(matrix: Tensor2D): Tensor2D {
  const K = matrix.shape[0];
  const rest = tf.slice(tf.reshape(matrix, [K * K]), [1], [K * K - 1]);
  const beside = tf.slice(tf.reshape(rest, [K - 1, K + 1]), [0, 0], [K - 1, K]);
  return tf.reshape(beside, [K, K - 1]);
}

function estimate({ joint, product }: ProductContext): Scalar {
  const K = product.shape[0];
  if (K < 2)
    throw new InputError({
      argument: 'batchSize',
      value: K,
      problem: 'leaves no other pair for l1out to stand for the marginal',
      remedy: 'give at least 2',
    });
  // Column i of the product holds log q(y_i|x_j); its sum over j starts from its own largest term, without the joint one, which may be far above.
  const others = withoutDiagonal(tf.transpose(product));
  return tf.add(tf.mean(tf.sub(joint, tf.logSumExp(others, 1))), Math.log(K - 1)) as Scalar;
}

/**
 * The leave-one-out upper bound (Poole et al. 2019): E[log q(y_i|x_i) - log 1/(K-1) sum over j != i of q(y_i|x_j)] on K joint pairs, q a
 * conditional density that is fitted by maximum likelihood. The other pairs' mixture stands for the marginal p(y_i); by Jensen's inequality its log lies
 * below log p(y_i) in the mean where q is the true conditional, so that the bound is an upper one. It falls to I as K grows, and is nowhere above CLUB on the same
 * pairs; with a poor q it is no bound.
 */
export const createL1Out = (options: MlpOptions): ProductBound => ({
  id: 'l1out',
  kind: 'upper',
  references: 'product',
  critic: createGaussianConditional(options),
  initState: () => ({}),
  objective: ({ joint }) => ({ value: tf.mean(joint), state: {} }),
  estimate,
  criterion: ({ joint }) => tf.mean(joint),
});

export const l1out = entry({
  id: 'l1out',
  summary:
    'L1Out: log q(y_i|x_i) against the mixture of the other x_j, q a fitted Gaussian; an upper bound where q is right',
  options: conditionalSchema,
  create: createL1Out,
});
