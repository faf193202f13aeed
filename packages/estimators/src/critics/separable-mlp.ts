import { type Critic, entry, foldIn } from '@minebench/core';
import { tf } from '@minebench/engine';
import { z } from 'zod';
import { applyMlp, initMlp, type MlpOptions, mlpOptions } from './mlp.ts';

export interface SeparableMlpOptions extends MlpOptions {
  /** Length of the embeddings whose inner product is the score. */
  readonly embedding: number;
}

/** Two perceptrons whose outputs' inner product is the score, t(x, y) = f(x) . g(y): all b^2 pairs cost 2b embeddings (Poole et al. 2019). */
export function createSeparableMlp(options: SeparableMlpOptions): Critic {
  return {
    id: 'separable-mlp',
    init: (key, dimX, dimY) => ({
      ...initMlp(foldIn(key, 'x'), dimX, options, options.embedding, 'x.'),
      ...initMlp(foldIn(key, 'y'), dimY, options, options.embedding, 'y.'),
    }),
    score: (params, x, y) => tf.sum(tf.mul(applyMlp(params, x, options, 'x.'), applyMlp(params, y, options, 'y.')), 1),
    scoreProduct: (params, x, y) =>
      tf.matMul(applyMlp(params, x, options, 'x.'), applyMlp(params, y, options, 'y.'), false, true),
  };
}

export const separableMlp = entry({
  id: 'separable-mlp',
  summary: 'the inner product of two perceptrons, f(x) . g(y); all pairs of a batch at the cost of its points',
  options: z.strictObject({
    ...mlpOptions,
    embedding: z
      .number('give a positive whole number')
      .int('give a positive whole number')
      .positive('give a positive whole number')
      .default(32),
  }),
  create: createSeparableMlp,
});
