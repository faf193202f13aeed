import { createStream, type Key } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';

/** A matrix `[rows, columns]` of independent normal numbers of mean 0. */
export function normalWeights(key: Key, rows: number, columns: number, variance: number): Tensor2D {
  const weights = new Float64Array(rows * columns);
  createStream(key).fillNormal(weights);
  const scale = Math.sqrt(variance);
  return tf.tensor2d(
    Float32Array.from(weights, (weight) => weight * scale),
    [rows, columns],
  );
}
