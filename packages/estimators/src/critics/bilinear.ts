import { type Critic, entry, foldIn, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { type EmbeddingOptions, embed, embeddingNoise, embeddingOptions, initEmbeddings } from './embeddings.ts';
import { requireHiddenUnits } from './mlp.ts';
import { normalWeights } from './normal-weights.ts';
import { positiveInteger } from './positive-integer.ts';
import { spectrallyNormalized } from './spectral-norm.ts';

export interface BilinearOptions extends Omit<EmbeddingOptions, 'embedding'> {
  /** Length of the embeddings; without one x and y enter as they are. */
  readonly embedding?: number | undefined;
}

/** v with a one behind each row, `[b, d + 1]`. */
const withOne = (v: Tensor2D): Tensor2D => tf.concat([v, tf.ones([v.shape[0], 1])], 1) as Tensor2D;

/**
 * t(x, y) = [f(x), 1]^T W [g(y), 1]: bilinear in the embeddings, with linear terms and a constant in the last row and column of W (van den Oord et al. 2018;
 * Tschannen et al. 2020). Without `embedding` f and g are the identity, the smallest critic that sees dependence; with it they are perceptrons.
 */
export function createBilinear(options: BilinearOptions): Critic {
  const { embedding } = options;
  const nets: EmbeddingOptions | undefined = embedding === undefined ? undefined : { ...options, embedding };
  const weight = (params: Params): Tensor2D => {
    const w = params.w as Tensor2D;
    return options.spectralNorm ? spectrallyNormalized(w) : w;
  };
  /** [f(x), 1]^T W and [g(y), 1]. */
  const factors = (params: Params, x: Tensor2D, y: Tensor2D, noise: Tensor1D | undefined) => {
    const [f, g] = nets ? embed(params, x, y, nets, noise) : [x, y];
    return [tf.matMul(withOne(f), weight(params)), withOne(g)] as const;
  };
  return {
    id: 'bilinear',
    init(key, dimX, dimY) {
      const [rows, columns] = nets ? [nets.embedding, nets.embedding] : [dimX, dimY];
      // Scores of independent inputs of variance one have variance one; linear terms and constant start at zero, as biases do.
      const products = normalWeights(foldIn(key, 'w'), rows, columns, 1 / (rows * columns));
      const w = tf.pad(products, [
        [0, 1],
        [0, 1],
      ]);
      return { ...(nets ? initEmbeddings(key, dimX, dimY, nets) : {}), w };
    },
    score: (params, x, y, noise) => tf.sum(tf.mul(...factors(params, x, y, noise)), 1),
    scoreProduct: (params, x, y, noise) => tf.matMul(...factors(params, x, y, noise), false, true),
    ...(nets ? embeddingNoise(nets) : {}),
  };
}

export const bilinear = entry({
  id: 'bilinear',
  summary: 'x^T W y with linear terms, on x and y as they are, or (embedding) on the outputs of two perceptrons',
  options: z
    .strictObject({
      ...embeddingOptions,
      hidden: z.array(positiveInteger, 'give a list of layer widths such as [256, 256]').default([]),
      embedding: positiveInteger.optional(),
    })
    .superRefine((options, context) => {
      if (options.hidden.length > 0 && options.embedding === undefined)
        context.addIssue({ code: 'custom', path: ['embedding'], message: 'give the length of the embeddings' });
      requireHiddenUnits(options, context);
    }),
  create: createBilinear,
});
