import { entry, type ProductBound, type ProductContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { conditionalSchema } from '../critics/conditional-heads.ts';
import { createGaussianConditional } from '../critics/gaussian-conditional.ts';
import type { MlpOptions } from '../critics/mlp.ts';
import { requireOthers, withoutDiagonal } from './off-diagonal.ts';
import { rowLogMeanExp } from './row-log-mean-exp.ts';

function estimate({ joint, product }: ProductContext): Scalar {
  requireOthers(product, 'l1out');
  // Column i of the product holds log q(y_i|x_j); its sum over j starts from its own largest term, without the joint one, which may be far above.
  const others = withoutDiagonal(tf.transpose(product));
  return tf.mean(tf.sub(joint, rowLogMeanExp(others))) as Scalar;
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
