import { type BoundState, entry, type PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { z } from 'zod';
import { dvEstimate, dvInfluence } from './dv.ts';
import { logMeanExp } from './log-mean-exp.ts';
import { stopGradient } from './stop-gradient.ts';

export interface MineOptions {
  /** Weight of the past in the moving average of E_Q e^t; the new batch enters with 1 - decay. 0 is the uncorrected gradient of DV. */
  readonly decay: number;
  /**
   * How the average starts: `debias` weighs the first k batches as Adam's correction does, (1 - decay) / (1 - decay^k);
   * `first-batch` takes the first batch as it is. Neither starts from zero, which would blow the first gradients up.
   */
  readonly start: 'debias' | 'first-batch';
}

/** log(e^a + e^b) without overflow; either may be minus infinity, not both. */
const logAddExp = (a: Tensor, b: Tensor): Scalar => {
  const largest = tf.maximum(a, b);
  return tf.add(largest, tf.log(tf.add(tf.exp(tf.sub(a, largest)), tf.exp(tf.sub(b, largest))))) as Scalar;
};

/**
 * The weight of the next batch, and the total weight 1 - decay^k of the batches so far, which is carried because computing it afresh would cancel.
 */
const batchWeight = ({ decay, start }: MineOptions, total: Scalar): { weight: Scalar; total: Scalar } => {
  if (start === 'first-batch') {
    const first = tf.equal(total, 0);
    return { weight: tf.where(first, tf.onesLike(total), tf.fill([], 1 - decay)), total: tf.onesLike(total) };
  }
  const next = tf.add(tf.mul(total, decay), 1 - decay) as Scalar;
  return { weight: tf.div(1 - decay, next), total: next };
};

/** The average after one more batch, in log space: log((1 - w) e^logAverage + w e^logBatch). */
const movedAverage = (options: MineOptions, { logAverage, total }: BoundState, logBatch: Tensor): BoundState => {
  const { weight, total: next } = batchWeight(options, total);
  const past = tf.add(tf.log(tf.sub(1, weight)), logAverage);
  return { logAverage: logAddExp(past, tf.add(tf.log(weight), logBatch)), total: next };
};

/**
 * MINE (Belghazi et al. 2018): the value of Donsker-Varadhan, trained with the gradient E_P grad t - E_Q[e^t grad t] / average(E_Q e^t), where a
 * moving average over batches, updated with this batch, stands in for the batch's own mean (their section 3.2). It shrinks the 1/n' bias
 * of DV's gradient; the average is kept as its logarithm, so that no critic value overflows it.
 */
export function createMineBound(options: MineOptions): PairBound {
  return {
    id: 'mine',
    kind: 'lower',
    references: 'pairs',
    initState: () => ({ logAverage: tf.scalar(0), total: tf.scalar(0) }),
    objective({ joint, reference }, state) {
      const next = movedAverage(options, state, logMeanExp(reference));
      const denominator = stopGradient(next.logAverage);
      const value = tf.sub(tf.mean(joint), tf.mean(tf.exp(tf.sub(reference, denominator)))) as Scalar;
      return { value, state: next };
    },
    estimate: dvEstimate,
    influence: dvInfluence,
    atOptimum: (logRatio) => ({ scores: logRatio }),
  };
}

export const mine = entry({
  id: 'mine',
  summary: 'MINE: Donsker-Varadhan with the gradient corrected by a moving average of E_Q e^t',
  options: z.strictObject({
    decay: z
      .number('give a number in [0, 1)')
      .min(0, 'give a number in [0, 1)')
      .lt(1, 'give a number in [0, 1)')
      .default(0.99),
    start: z.enum(['debias', 'first-batch'], 'use debias or first-batch').default('debias'),
  }),
  create: createMineBound,
});
