import {
  type Critic,
  createStream,
  type Key,
  keyFromSeed,
  type NdArray,
  NOISE_LEVELS,
  type Params,
} from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import {
  initialParameters,
  joinParameters,
  nameParameters,
  splitParameters,
} from '../../src/neural/parameter-layout.ts';
import { normals } from '../normals.ts';

/** `[rows, dim]` normal numbers of a seed. */
export const points = (seed: number, rows: number, dim: number): NdArray => ({
  dtype: 'float32',
  shape: [rows, dim],
  data: Float32Array.from(normals(seed, rows * dim)),
});

/** Noise of a training step. */
export function noiseOf(size: number, seed = 5): Float32Array {
  const numbers = new Int32Array(size);
  createStream(keyFromSeed(seed)).fillInteger(numbers, NOISE_LEVELS);
  return Float32Array.from(numbers);
}

export const tensor = ({ data, shape }: NdArray): Tensor2D =>
  tf.tensor2d(data as Float32Array, shape as [number, number]);

export interface CriticInputs {
  readonly x: NdArray;
  readonly y: NdArray;
  readonly noise?: NdArray;
  readonly key?: Key;
}

/** Scores of a critic on an engine, and the gradient of their weighted sum with respect to all weights, as one vector. */
export async function scoresAndGradients(engineId: string, critic: Critic, { x, y, noise, key }: CriticInputs) {
  const { layout, flat } = initialParameters(() => critic.init(key ?? keyFromSeed(3), x.shape[1], y.shape[1]));
  const data = { params: flat, x, y, ...(noise ? { noise } : {}) };
  const program = await engines.create(engineId).compile(
    (_, given) => {
      const [left, right] = [given.x as Tensor2D, given.y as Tensor2D];
      const score = (params: Params): Tensor1D =>
        critic.score(params, left, right, given.noise as Tensor1D | undefined);
      const pieces = splitParameters(layout, given.params as Tensor1D);
      // Weights that differ, so that no error of one row cancels that of another.
      const weights = tf.tensor1d(Float32Array.from({ length: x.shape[0] }, (_, k) => Math.cos(k + 1)));
      const total = (...parts: typeof pieces) =>
        tf.sum(tf.mul(score(nameParameters(layout, parts)), weights)) as Scalar;
      const gradients = joinParameters(tf.grads(total)(pieces));
      return { state: {}, outputs: { scores: score(nameParameters(layout, pieces)), gradients } };
    },
    { state: {}, data, batch: {} },
  );
  const { outputs } = await program.run({}, { data, batch: {} }, 1);
  await program.dispose();
  return outputs;
}
