import { type Critic, entry } from '@minebench/core';
import { tf } from '@minebench/engine';
import { z } from 'zod';
import {
  type EmbeddingOptions,
  embed,
  embeddingNoise,
  embeddingOptions,
  initEmbeddings,
  productVariance,
} from './embeddings.ts';
import { requireHiddenUnits } from './mlp.ts';

export type SeparableMlpOptions = EmbeddingOptions;

/**
 * Two perceptrons whose outputs' inner product is the score, t(x, y) = f(x) . g(y): all b^2 pairs cost 2b embeddings (Poole et al. 2019). Scores have a
 * variance of about one at first.
 */
export function createSeparableMlp(options: SeparableMlpOptions): Critic {
  return {
    id: 'separable-mlp',
    init: (key, dimX, dimY) => initEmbeddings(key, dimX, dimY, options, productVariance(options)),
    score: (params, x, y, noise) => tf.sum(tf.mul(...embed(params, x, y, options, noise)), 1),
    scoreProduct: (params, x, y, noise) => tf.matMul(...embed(params, x, y, options, noise), false, true),
    ...embeddingNoise(options),
  };
}

export const separableMlp = entry({
  id: 'separable-mlp',
  summary: 'the inner product of two perceptrons, f(x) . g(y); all pairs of a batch at the cost of its points',
  options: z.strictObject(embeddingOptions).superRefine(requireHiddenUnits),
  create: createSeparableMlp,
});
