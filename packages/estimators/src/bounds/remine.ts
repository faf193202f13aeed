import { entry, type PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { dvEstimate, dvInfluence } from './dv.ts';
import { logMeanExp } from './log-mean-exp.ts';

export interface RemineOptions {
  /** Weight of the penalty. */
  readonly lambda: number;
  /** C, where log E_Q e^t is held, in nats. */
  readonly target: number;
}

/**
 * ReMINE (Choi and Lee 2020, "Regularized mutual information neural estimation"): maximises E_P t - l - lambda (l - C)^2 with l = log E_Q e^t, and is
 * read as Donsker-Varadhan, so I >= E_P t - log E_Q e^t. DV does not feel a constant added to t, which drifts while training; the penalty
 * holds it where l = C and costs nothing there: the optimum is t = log dP/dQ + C. The gradient keeps the bias of DV's.
 */
export function createRemineBound({ lambda, target }: RemineOptions): PairBound {
  return {
    id: 'remine',
    kind: 'lower',
    references: 'pairs',
    initState: () => ({}),
    objective({ joint, reference }) {
      const logMean = logMeanExp(reference);
      const penalty = tf.mul(lambda, tf.square(tf.sub(logMean, target)));
      return { value: tf.sub(tf.sub(tf.mean(joint), logMean), penalty) as Scalar, state: {} };
    },
    estimate: dvEstimate,
    influence: dvInfluence,
    atOptimum: (logRatio) => ({ scores: tf.add(logRatio, target) as Tensor1D }),
  };
}

const positive = 'give a positive number';

export const remine = entry({
  id: 'remine',
  summary: 'ReMINE: Donsker-Varadhan with log E_Q e^t held at a target, against the drift of the free constant',
  options: z.strictObject({
    lambda: z.number(positive).positive(positive).default(0.1),
    target: z.number('give a number of nats').default(0),
  }),
  create: createRemineBound,
});
