import { type Critic, entry } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { applyHeads, conditionalSchema, initHeads } from './conditional-heads.ts';
import type { MlpOptions } from './mlp.ts';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** log N(y; mean, diag e^logVariance) in nats: y `[b, d]`, mean and logVariance `[b, d]` or `[1, d]` -> `[b]`. */
export function gaussianLogDensity(y: Tensor2D, mean: Tensor2D, logVariance: Tensor2D): Tensor1D {
  const squares = tf.mul(tf.square(tf.sub(y, mean)), tf.exp(tf.neg(logVariance)));
  return tf.mul(-0.5, tf.sum(tf.add(tf.add(squares, logVariance), LOG_TWO_PI), 1));
}

/**
 * The conditional density q(y|x) = N(y; mu(x), diag e^logVariance(x)), mu and logVariance the two outputs of a perceptron (Cheng et al. 2020). Its score
 * is log q(y|x) in nats: what CLUB, L1Out and DoE are made of, and a critic of restricted form for the other bounds.
 */
export function createGaussianConditional(options: MlpOptions): Critic {
  return {
    id: 'gaussian-conditional',
    init: (key, dimX, dimY) => initHeads(key, dimX, dimY, options),
    score: (params, x, y) => gaussianLogDensity(y, ...applyHeads(params, x, options)),
    scoreProduct(params, x, y) {
      const [mean, logVariance] = applyHeads(params, x, options);
      const precision = tf.exp(tf.neg(logVariance));
      // (y - mu)^2 is expanded about the batch's mean: far from the origin y^2 and mu^2 would cancel to nothing in float32.
      const centre = tf.mean(y, 0, true);
      const [points, means] = [tf.sub(y, centre), tf.sub(mean, centre)];
      const weighted = tf.mul(means, precision);
      const squares = tf.matMul(precision, tf.square(points), false, true);
      const mixed = tf.matMul(weighted, points, false, true);
      const ofMeans = tf.sum(tf.add(tf.add(tf.mul(weighted, means), logVariance), LOG_TWO_PI), 1, true);
      return tf.mul(-0.5, tf.add(tf.sub(squares, tf.mul(2, mixed)), ofMeans)) as Tensor2D;
    },
  };
}

export const gaussianConditional = entry({
  id: 'gaussian-conditional',
  summary: 'log q(y|x), q Gaussian with mean and variances from a perceptron on x',
  options: conditionalSchema,
  create: createGaussianConditional,
});
