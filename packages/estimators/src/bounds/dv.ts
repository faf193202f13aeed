import { entry, noOptions, type PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { logMeanExp } from './log-mean-exp.ts';

/** E_P t - log E_Q e^t on a sample, in nats. */
export const dvEstimate = ({ joint, reference }: { joint: Tensor1D; reference: Tensor1D }): Scalar =>
  tf.sub(tf.mean(joint), logMeanExp(reference)) as Scalar;

/** Influence of each point on {@link dvEstimate}: t on joint pairs, -e^t / mean e^t on reference pairs. */
export const dvInfluence = ({ joint, reference }: { joint: Tensor1D; reference: Tensor1D }) => ({
  joint,
  reference: tf.neg(tf.exp(tf.sub(reference, logMeanExp(reference)))) as Tensor1D,
});

/**
 * Donsker and Varadhan (1983): I >= E_P t - log E_Q e^t, equal at t = log dP/dQ + c for any constant c.
 * The gradient of the minibatch value is biased by the log of a mean, of order 1/n' (Belghazi et al. 2018, section 3.2); `mine` corrects it.
 */
export const donskerVaradhan: PairBound = {
  id: 'dv',
  kind: 'lower',
  references: 'pairs',
  initState: () => ({}),
  objective: (context) => ({ value: dvEstimate(context), state: {} }),
  estimate: dvEstimate,
  influence: dvInfluence,
  atOptimum: (logRatio) => ({ scores: logRatio }),
};

export const dv = entry({
  id: 'dv',
  summary: "Donsker-Varadhan: E_P t - log E_Q e^t; tight, gradient biased by 1/n'",
  options: noOptions,
  create: () => donskerVaradhan,
});
