import type { PairBound, PairContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';

/**
 * f-DIME (Letizia, Novello and Tonello 2024, Mutual information estimation via f-divergence and data derangements): the critic t is trained as the log
 * density ratio by the variational form of an f-divergence,
 *
 *     J_f = E_P T - E_Q f*(T),   T = f'(e^t),
 *
 * whose only maximum over all t is log dP/dQ, with the value D_f(P || Q); the estimate is E_P t, in nats. It takes no exponential of a sample, hence its low
 * variance, and it bounds nothing: t is right only where training has come to its end. Selection looks at J_f, since E_P t alone grows with any
 * constant that is added to t. The paper makes references by derangement; a permutation's fixed points would cap the estimate.
 */
export const createFDime = (id: string, objective: (context: PairContext) => Scalar): PairBound => ({
  id,
  kind: 'neither',
  references: 'pairs',
  initState: () => ({}),
  objective: (context) => ({ value: objective(context), state: {} }),
  estimate: ({ joint }) => tf.mean(joint),
  criterion: objective,
  influence: ({ joint, reference }) => ({ joint, reference: tf.zerosLike(reference) }),
  atOptimum: (logRatio) => ({ scores: logRatio }),
});
