import { createStream, keyFromSeed } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';

/** Multiplications by W^T W, whatever the weight. */
export const POWER_ITERATIONS = 16;

/** Where the iterations start: the same normal numbers for every weight of that size, `[length, 1]`. */
function start(length: number): Tensor2D {
  const numbers = new Float64Array(length);
  createStream(keyFromSeed(length)).fillNormal(numbers);
  return tf.tensor2d(Float32Array.from(numbers), [length, 1]);
}

const unit = (vector: Tensor2D): Tensor2D => tf.div(vector, tf.sqrt(tf.sum(tf.square(vector))));

/** Singular vectors of the largest singular value, nearly: u `[rows, 1]` and v `[columns, 1]`, of unit length. */
function leadingVectors(weight: Tensor2D): readonly [u: Tensor2D, v: Tensor2D] {
  const wide = weight.shape[1] > weight.shape[0];
  // On the shorter side: both have the same spectrum, and a single row or column needs no iteration.
  const length = Math.min(...weight.shape);
  const forth = (vector: Tensor2D): Tensor2D => unit(tf.matMul(weight, vector, wide));
  const back = (vector: Tensor2D): Tensor2D => unit(tf.matMul(weight, vector, !wide));
  let short = unit(start(length));
  for (let k = 0; length > 1 && k < POWER_ITERATIONS; k++) short = back(forth(short));
  const long = forth(short);
  return wide ? [short, long] : [long, short];
}

/**
 * The largest singular value of a weight, by power iterations: u^T W v, whose gradient is u v^T, the vectors taken as constants (Miyato et al. 2018).
 * Theirs carry the vector from step to step; a critic has no state beside its weights, so all iterations are made here, from a fixed start. The value is
 * never above the true one (but for rounding), and below it by 1 to 2% on average, 5% at most in our trials, for 256 x 256 independent normal weights, whose
 * largest singular values lie close together; by less for smaller weights, and the more one of the values stands out.
 */
export function spectralNorm(weight: Tensor2D): Scalar {
  const norm = tf.customGrad((w, save) => {
    const [u, v] = leadingVectors(w as Tensor2D);
    (save as (tensors: Tensor[]) => void)([u, v]);
    return {
      value: tf.sum(tf.mul(u, tf.matMul(w as Tensor2D, v))),
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        tf.mul(dy, tf.matMul(saved[0] as Tensor2D, saved[1] as Tensor2D, false, true)),
    };
  });
  return norm(weight) as Scalar;
}

/** The weight over its largest singular value, which makes a linear map that stretches no distance. */
export const spectrallyNormalized = (weight: Tensor2D): Tensor2D => tf.div(weight, spectralNorm(weight));
