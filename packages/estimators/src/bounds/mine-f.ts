import { entry, noOptions, type PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';

/** E_P t - E_Q e^(t-1) on a sample, in nats. */
export const nwjEstimate = ({ joint, reference }: { joint: Tensor1D; reference: Tensor1D }): Scalar =>
  tf.sub(tf.mean(joint), tf.mean(tf.exp(tf.sub(reference, 1)))) as Scalar;

/** Influence of each point on {@link nwjEstimate}: t on joint pairs, -e^(t-1) on reference pairs. */
export const nwjInfluence = ({ joint, reference }: { joint: Tensor1D; reference: Tensor1D }) => ({
  joint,
  reference: tf.neg(tf.exp(tf.sub(reference, 1))) as Tensor1D,
});

/**
 * The f-divergence form of MINE (Belghazi et al. 2018, equation 8), which is the bound of Nguyen, Wainwright and Jordan (2010):
 * I >= E_P t - E_Q e^(t-1), equal at t = 1 + log dP/dQ. Its gradient is unbiased; for the same critic and sample it lies below
 * Donsker-Varadhan by u - 1 - log u with u = E_Q e^(t-1).
 */
export const mineFBound: PairBound = {
  id: 'mine-f',
  kind: 'lower',
  references: 'pairs',
  initState: () => ({}),
  objective: (context) => ({ value: nwjEstimate(context), state: {} }),
  estimate: nwjEstimate,
  influence: nwjInfluence,
  atOptimum: (logRatio) => ({ scores: tf.add(logRatio, 1) as Tensor1D }),
};

export const mineF = entry({
  id: 'mine-f',
  aliases: ['nwj'],
  summary: 'MINE-f = NWJ: E_P t - E_Q e^(t-1); unbiased gradient, looser for the same critic',
  options: noOptions,
  create: () => mineFBound,
});
