import { type Bound, type BoundContext, entry, noOptions } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';

/** E_P t - E_Q e^(t-1) on a sample, in nats. */
const estimate = ({ joint, reference }: BoundContext): Scalar =>
  tf.sub(tf.mean(joint), tf.mean(tf.exp(tf.sub(reference, 1)))) as Scalar;

/**
 * The f-divergence form of MINE (Belghazi et al. 2018, equation 8), which is the bound of Nguyen, Wainwright and Jordan (2010):
 * I >= E_P t - E_Q e^(t-1), equal at t = 1 + log dP/dQ. Its gradient is unbiased; for the same critic and sample it lies below
 * Donsker-Varadhan by u - 1 - log u with u = E_Q e^(t-1).
 */
export const mineFBound: Bound = {
  id: 'mine-f',
  kind: 'lower',
  references: 'pairs',
  initState: () => ({}),
  objective: (context) => ({ value: estimate(context), state: {} }),
  estimate,
  influence: ({ joint, reference }) => ({
    joint,
    reference: tf.neg(tf.exp(tf.sub(reference, 1))) as Tensor1D,
  }),
};

export const mineF = entry({
  id: 'mine-f',
  summary: 'MINE-f = NWJ: E_P t - E_Q e^(t-1); unbiased gradient, looser for the same critic',
  options: noOptions,
  create: () => mineFBound,
});
