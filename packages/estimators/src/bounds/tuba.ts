import { entry, type PairBound, type PairContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { MlpOptions } from '../critics/mlp.ts';
import { learntBaseline } from './learnt-baseline.ts';
import { networkOptions } from './network-options.ts';

/** t - log a(y) on joint pairs, -e^t / a(y) on reference pairs. */
const terms = ({ joint, reference, own, ownReference }: PairContext) => ({
  joint: tf.sub(joint, own.baseline) as Tensor1D,
  reference: tf.neg(tf.exp(tf.sub(reference, ownReference.baseline))) as Tensor1D,
});

/** 1 + E_P[t - log a(y)] - E_Q[e^t / a(y)] on a sample, in nats. */
const estimate = (context: PairContext): Scalar => {
  const { joint, reference } = terms(context);
  return tf.add(1, tf.add(tf.mean(joint), tf.mean(reference))) as Scalar;
};

/**
 * The unnormalised bound of Barber and Agakov (Poole et al. 2019, "On variational bounds of mutual information", section 2.2):
 * I >= 1 + E_P[t - log a(y)] - E_Q[e^t / a(y)] for every positive a, equal where t = log dP/dQ + log a(y). log a is a perceptron on y, the own value
 * `baseline`, which trains with the critic and takes from it what depends on y alone. a = e is NWJ; its gradient is unbiased.
 */
export const createTubaBound = (options: MlpOptions): PairBound => ({
  id: 'tuba',
  kind: 'lower',
  references: 'pairs',
  ...learntBaseline(options),
  initState: () => ({}),
  objective: (context) => ({ value: estimate(context), state: {} }),
  estimate,
  influence: terms,
  // Of the optima, that with a = 1.
  atOptimum: (logRatio) => ({ scores: logRatio, own: { baseline: tf.zerosLike(logRatio) } }),
});

export const tuba = entry({
  id: 'tuba',
  summary: 'TUBA: 1 + E_P[t - log a(y)] - E_Q[e^t / a(y)] with a learnt baseline a; unbiased gradient',
  options: z.strictObject(networkOptions),
  create: createTubaBound,
});
