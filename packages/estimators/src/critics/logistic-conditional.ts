import { type Critic, entry } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { applyHeads, conditionalSchema, initHeads } from './conditional-heads.ts';
import type { MlpOptions } from './mlp.ts';

/**
 * Log density in nats of independent logistic variables, e^-z / (s (1 + e^-z)^2) with z = (y - location) / s, s = e^logScale: y `[b, d]`, location and
 * logScale `[b, d]` or `[1, d]` -> `[b]`.
 */
export function logisticLogDensity(y: Tensor2D, location: Tensor2D, logScale: Tensor2D): Tensor1D {
  const z = tf.mul(tf.sub(y, location), tf.exp(tf.neg(logScale)));
  return tf.neg(tf.sum(tf.add(tf.add(z, logScale), tf.mul(2, tf.softplus(tf.neg(z)))), 1));
}

/**
 * The conditional density q(y|x) of independent logistic variables, location and log scale the two outputs of a perceptron on x: heavier tails than
 * the Gaussian's (one of the two families of McAllester and Stratos 2018). Its score is log q(y|x) in nats.
 */
export function createLogisticConditional(options: MlpOptions): Critic {
  return {
    id: 'logistic-conditional',
    init: (key, dimX, dimY) => initHeads(key, dimX, dimY, options),
    score: (params, x, y) => logisticLogDensity(y, ...applyHeads(params, x, options)),
  };
}

export const logisticConditional = entry({
  id: 'logistic-conditional',
  summary: 'log q(y|x), q logistic with locations and scales from a perceptron on x',
  options: conditionalSchema,
  create: createLogisticConditional,
});
