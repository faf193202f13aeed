import { entry, type JointBound, type JointContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { createGaussianConditional, gaussianLogDensity } from '../critics/gaussian-conditional.ts';
import { createLogisticConditional, logisticLogDensity } from '../critics/logistic-conditional.ts';
import { type MlpOptions, mlpOptions, requireHiddenUnits } from '../critics/mlp.ts';

const families = {
  gaussian: { conditional: createGaussianConditional, logDensity: gaussianLogDensity },
  logistic: { conditional: createLogisticConditional, logDensity: logisticLogDensity },
} as const;

type Family = keyof typeof families;

const familyNames = Object.keys(families) as Family[];

export interface DoeOptions extends MlpOptions {
  /** Of both densities, whose coordinates are independent. */
  readonly family: Family;
}

/** Both densities are fitted at once: the log likelihoods share no parameter, so that their sum is largest where each is. */
const logLikelihood = ({ joint, own }: JointContext): Scalar => tf.add(tf.mean(joint), tf.mean(own.marginal)) as Scalar;

/**
 * Difference of entropies (McAllester and Stratos 2018, Formal limitations on the measurement of mutual information): I = H(Y) - H(Y|X), each entropy
 * estimated from above by the cross entropy of a fitted density, E_P log q(y|x) - E_P log q(y) in nats. Own value: `marginal`, log q(y). It is off by
 * KL(p(y) || q) - KL(p(y|x) || q(y|x)), so it is no bound; nor is it held by log n, as lower bounds are.
 */
export function createDoe({ family, ...network }: DoeOptions): JointBound {
  const { conditional, logDensity } = families[family];
  return {
    id: 'doe',
    kind: 'neither',
    references: 'none',
    critic: conditional(network),
    init: (_key, _dimX, dimY) => ({ location: tf.zeros([1, dimY]), logSpread: tf.zeros([1, dimY]) }),
    own: ({ location, logSpread }, _x, y) => ({
      marginal: logDensity(y, location as Tensor2D, logSpread as Tensor2D),
    }),
    initState: () => ({}),
    objective: (context) => ({ value: logLikelihood(context), state: {} }),
    estimate: ({ joint, own }) => tf.sub(tf.mean(joint), tf.mean(own.marginal)) as Scalar,
    criterion: logLikelihood,
    influence: ({ joint, own }) => ({ joint: tf.sub(joint, own.marginal) as Tensor1D }),
  };
}

export const doe = entry({
  id: 'doe',
  summary: 'DoE: difference of entropies, E log q(y|x) - E log q(y), both densities fitted',
  options: z
    .strictObject({
      ...mlpOptions,
      family: z.enum(familyNames, `use one of ${familyNames.join(', ')}`).default('gaussian'),
    })
    .superRefine(requireHiddenUnits),
  create: createDoe,
});
