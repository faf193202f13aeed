import { entry, type PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { conditionalSchema } from '../critics/conditional-heads.ts';
import { createGaussianConditional } from '../critics/gaussian-conditional.ts';
import type { MlpOptions } from '../critics/mlp.ts';

/**
 * CLUB, in the variational form vCLUB (Cheng et al. 2020): E_P log q(y|x) - E_Q log q(y|x), q a conditional density that is fitted by maximum likelihood.
 * With q(x, y) = p(x) q(y|x) it exceeds I by
 *
 *     KL(Q || q) - KL(P || q),
 *
 * so it is an upper bound where q is the true conditional, and as long as q is nearer to the joint law than to the product of the marginals; a poor
 * q loses the bound: one that ignores x reads 0.
 */
export const createClub = (options: MlpOptions): PairBound => ({
  id: 'club',
  kind: 'upper',
  references: 'pairs',
  critic: createGaussianConditional(options),
  initState: () => ({}),
  objective: ({ joint }) => ({ value: tf.mean(joint), state: {} }),
  estimate: ({ joint, reference }) => tf.sub(tf.mean(joint), tf.mean(reference)) as Scalar,
  criterion: ({ joint }) => tf.mean(joint),
  influence: ({ joint, reference }) => ({ joint, reference: tf.neg(reference) as Tensor1D }),
});

export const club = entry({
  id: 'club',
  aliases: ['vclub'],
  summary: 'CLUB: E_P log q(y|x) - E_Q log q(y|x), q a fitted Gaussian; an upper bound where q is right',
  options: conditionalSchema,
  create: createClub,
});
