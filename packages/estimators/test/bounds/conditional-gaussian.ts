import { type Critic, keyFromSeed, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { gaussianPairs } from '../gaussian-split.ts';

/** Weights of a conditional density without hidden layers: mean rho x, variance 1 - rho^2, the true one of correlated Gaussians. */
export function trueConditional(dimension: number, rho: number): Params {
  const weights = new Float32Array(dimension * 2 * dimension);
  for (let axis = 0; axis < dimension; axis++) weights[axis * 2 * dimension + axis] = rho;
  const logVariance = Math.log(1 - rho * rho);
  return {
    w0: tf.tensor2d(weights, [dimension, 2 * dimension]),
    b0: tf.tensor2d([Array.from({ length: 2 * dimension }, (_, k) => (k < dimension ? 0 : logVariance))]),
  };
}

/** Rows of correlated Gaussians as tensors; of x from one seed and y from another where `ofY` is given. */
export function gaussianRows(seed: number, count: number, dimension: number, rho: number, ofY = seed) {
  const pairs = (from: number) => gaussianPairs(count, dimension, rho, keyFromSeed(from));
  const rows = (values: Float64Array) => tf.tensor2d(Float32Array.from(values), [count, dimension]);
  return { x: rows(pairs(seed).x), y: rows(pairs(ofY).y) };
}

/** Scores of the true conditional on joint rows and on independent rows. */
export function trueScores(critic: Critic, count: number, dimension: number, rho: number) {
  const params = trueConditional(dimension, rho);
  const at = ({ x, y }: { x: Tensor2D; y: Tensor2D }) => critic.score(params, x, y);
  return {
    joint: at(gaussianRows(1, count, dimension, rho)),
    reference: at(gaussianRows(2, count, dimension, rho, 3)),
  };
}
