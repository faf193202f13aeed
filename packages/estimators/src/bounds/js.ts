import { entry, noOptions, type PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { nwjEstimate, nwjInfluence } from './mine-f.ts';

interface Scores {
  readonly joint: Tensor1D;
  readonly reference: Tensor1D;
}

/** -E_P sp(-t) - E_Q sp(t) with sp(t) = log(1 + e^t): twice the Jensen-Shannon divergence of P and Q less log 4, at its largest where t = log dP/dQ. */
export const jsObjective = ({ joint, reference }: Scores): Scalar =>
  tf.neg(tf.add(tf.mean(tf.softplus(tf.neg(joint))), tf.mean(tf.softplus(reference)))) as Scalar;

/** t + 1, which turns an optimal critic of the objective into one of NWJ. */
const asNwj = ({ joint, reference }: Scores): Scores => ({
  joint: tf.add(joint, 1) as Tensor1D,
  reference: tf.add(reference, 1) as Tensor1D,
});

/**
 * The Jensen-Shannon objective (Nowozin et al. 2016; Hjelm et al. 2019) read as NWJ of t + 1 (Poole et al. 2019): I >= 1 + E_P t - E_Q e^t
 * for every t, equal at t = log dP/dQ, which is where the objective is largest too. The objective's terms grow no faster than t, so that it trains with
 * little variance; the reading has the variance of NWJ. For the same reason the weights are selected by the objective: the largest of
 * many looks at a reading with such tails is the luckiest, not the best.
 */
export const jensenShannon: PairBound = {
  id: 'js',
  kind: 'lower',
  references: 'pairs',
  initState: () => ({}),
  objective: (context) => ({ value: jsObjective(context), state: {} }),
  estimate: (context) => nwjEstimate(asNwj(context)),
  criterion: jsObjective,
  influence: (context) => nwjInfluence(asNwj(context)),
  atOptimum: (logRatio) => ({ scores: logRatio }),
};

export const js = entry({
  id: 'js',
  summary: 'JS: trained on the Jensen-Shannon objective, read as 1 + E_P t - E_Q e^t; steady training',
  options: noOptions,
  create: () => jensenShannon,
});
