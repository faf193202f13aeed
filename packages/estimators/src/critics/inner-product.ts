import { type Critic, entry, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { type EmbeddingOptions, embed, embeddingNoise, embeddingOptions, initEmbeddings } from './embeddings.ts';
import { requireHiddenUnits } from './mlp.ts';

export interface InnerProductOptions extends EmbeddingOptions {
  /** tau before training. */
  readonly temperature: number;
  /** Adds a learnt constant, zero at first (Zhai et al. 2023). */
  readonly bias: boolean;
}

/** Added to the square of a length, whose root has no gradient at zero. */
const EPSILON = 1e-12;

const unitRows = (v: Tensor2D): Tensor2D => tf.mul(v, tf.rsqrt(tf.add(tf.sum(tf.square(v), 1, true), EPSILON)));

/**
 * The cosine of two embeddings over a learnt temperature, t(x, y) = f(x) . g(y) / (|f(x)| |g(y)| tau) (Chen et al. 2020, SimCLR; Radford et al. 2021, CLIP, where
 * log 1/tau is what is learnt). Scores lie within 1/tau of zero: bounds whose optimal critic has a constant of its own (NWJ: 1 + log r) want `bias`.
 */
export function createInnerProduct(options: InnerProductOptions): Critic {
  /** Unit embeddings, f's over the temperature. */
  const factors = (params: Params, x: Tensor2D, y: Tensor2D, noise: Tensor1D | undefined) => {
    const [f, g] = embed(params, x, y, options, noise);
    return [tf.mul(unitRows(f), tf.exp(params.logScale)) as Tensor2D, unitRows(g)] as const;
  };
  const shifted = <T extends Tensor>(params: Params, scores: T): T =>
    options.bias ? (tf.add(scores, params.bias) as T) : scores;
  return {
    id: 'inner-product',
    init: (key, dimX, dimY) => ({
      ...initEmbeddings(key, dimX, dimY, options),
      logScale: tf.scalar(-Math.log(options.temperature)),
      ...(options.bias ? { bias: tf.scalar(0) } : {}),
    }),
    score: (params, x, y, noise) => shifted(params, tf.sum(tf.mul(...factors(params, x, y, noise)), 1) as Tensor1D),
    scoreProduct: (params, x, y, noise) =>
      shifted(params, tf.matMul(...factors(params, x, y, noise), false, true) as Tensor2D),
    ...embeddingNoise(options),
  };
}

export const innerProduct = entry({
  id: 'inner-product',
  summary: 'the cosine of two embeddings over a learnt temperature, as in contrastive learning',
  options: z
    .strictObject({
      ...embeddingOptions,
      temperature: z.number('give a positive number').positive('give a positive number').default(0.07),
      bias: z.boolean('give true or false').default(false),
    })
    .superRefine(requireHiddenUnits),
  create: createInnerProduct,
});
