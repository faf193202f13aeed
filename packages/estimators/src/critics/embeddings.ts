import { foldIn, type Key, type Params } from '@minebench/core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { type DropoutOptions, dropoutOptions, NOISE_PER_ROW, readNoise } from './dropout.ts';
import { applyMlp, initMlp, type MlpOptions, mlpOptions, unitNoise } from './mlp.ts';
import { positiveInteger } from './positive-integer.ts';

export interface EmbeddingOptions extends MlpOptions, DropoutOptions {
  /** Length of the embeddings f(x) and g(y). */
  readonly embedding: number;
}

/** Options of critics on the outputs of two perceptrons. */
export const embeddingOptions = { ...mlpOptions, ...dropoutOptions, embedding: positiveInteger.default(32) };

/**
 * Variance of the coordinates of two embeddings whose inner product has variance one: of larger scores the exponentials of NWJ, TUBA and FLO overflow before
 * training begins.
 */
export const productVariance = ({ embedding }: Pick<EmbeddingOptions, 'embedding'>): number => 1 / Math.sqrt(embedding);

/**
 * Parameters of f under `x.` and of g under `y.`.
 * @param variance - of a coordinate of f(x) and of g(y) at first, about, for inputs of variance one
 */
export const initEmbeddings = (
  key: Key,
  dimX: number,
  dimY: number,
  options: EmbeddingOptions,
  variance = 1,
): Params => ({
  ...initMlp(foldIn(key, 'x'), dimX, options, options.embedding, 'x.', variance),
  ...initMlp(foldIn(key, 'y'), dimY, options, options.embedding, 'y.', variance),
});

/** f(x) and g(y), `[b, embedding]` and `[c, embedding]`. */
export function embed(
  params: Params,
  x: Tensor2D,
  y: Tensor2D,
  options: EmbeddingOptions,
  noise: Tensor1D | undefined,
): readonly [Tensor2D, Tensor2D] {
  const reader = noise && readNoise(noise);
  // Units of f and g differ, so that rows may share their noise: masks stay independent.
  const dropout = reader?.dropout(options.dropout ?? 0, reader.rows(x.shape[0]));
  return [applyMlp(params, x, options, 'x.', dropout), applyMlp(params, y, options, 'y.', dropout)];
}

/** The part of a critic that says how much noise its embeddings take. */
export const embeddingNoise = (options: EmbeddingOptions): { noiseSize?(rows: number): number } =>
  (options.dropout ?? 0) > 0 ? { noiseSize: (rows) => NOISE_PER_ROW * rows + 2 * unitNoise(options) } : {};
