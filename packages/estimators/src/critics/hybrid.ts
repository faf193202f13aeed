import { type Critic, entry, foldIn, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { alignedRows, NOISE_PER_ROW, pairedRows, type RowNoise, readNoise } from './dropout.ts';
import { type EmbeddingOptions, embeddingOptions, initEmbeddings } from './embeddings.ts';
import { applyFromProduct, applyMlp, initMlp, mlpWeight, requireNormalizable, unitNoise } from './mlp.ts';
import { positiveInteger } from './positive-integer.ts';

export interface HybridOptions extends EmbeddingOptions {
  /** Widths of the hidden layers of the head. */
  readonly head: readonly number[];
}

const HEAD = 'head.';

/**
 * A perceptron on the concatenation of two embeddings, t(x, y) = h([f(x), g(y)]) (the "MLP critic" on encoders of Tschannen et al. 2020): between the
 * separable critic and the joint one. All b^2 pairs cost 2b embeddings and the head from its second layer on, as its first is linear in f and in g.
 */
export function createHybrid(options: HybridOptions): Critic {
  const { embedding, dropout: rate = 0 } = options;
  const head = { ...options, hidden: options.head };
  /** What f and g each add to the head's first layer, `[b, h]` and `[c, h]`, and the head from there on. */
  const open = (params: Params, x: Tensor2D, y: Tensor2D, noise: Tensor1D | undefined) => {
    const reader = noise && readNoise(noise);
    const [rowsX, rowsY] = [reader?.rows(x.shape[0]), reader?.rows(y.shape[0])];
    const embedded = (v: Tensor2D, prefix: string, rows: RowNoise | undefined) =>
      applyMlp(params, v, options, prefix, rows && reader?.dropout(rate, rows));
    const [f, g] = [embedded(x, 'x.', rowsX), embedded(y, 'y.', rowsY)];
    const [weightF, weightG] = tf.split(mlpWeight(params, head, HEAD, 0), [embedding, embedding]);
    return {
      ofX: tf.matMul(f, weightF as Tensor2D),
      ofY: tf.matMul(g, weightG as Tensor2D),
      /** Scores from the sums of both, `[r, h]`, whose rows have the noise that `rowsOf` makes of that of x and of y. */
      finish(first: Tensor2D, rowsOf: (x: RowNoise, y: RowNoise) => RowNoise) {
        const dropout = rowsX && rowsY && reader?.dropout(rate, rowsOf(rowsX, rowsY));
        return applyFromProduct(params, first, head, HEAD, dropout);
      },
    };
  };
  return {
    id: 'hybrid',
    init: (key, dimX, dimY) => ({
      ...initEmbeddings(key, dimX, dimY, options),
      ...initMlp(foldIn(key, 'head'), 2 * embedding, head, 1, HEAD),
    }),
    score(params, x, y, noise) {
      const { ofX, ofY, finish } = open(params, x, y, noise);
      return tf.reshape(finish(tf.add(ofX, ofY) as Tensor2D, alignedRows), [x.shape[0]]);
    },
    scoreProduct(params, x, y, noise) {
      const { ofX, ofY, finish } = open(params, x, y, noise);
      const [[b, width], [c]] = [ofX.shape, ofY.shape];
      const sums = tf.add(tf.reshape(ofX, [b, 1, width]), tf.reshape(ofY, [1, c, width]));
      return tf.reshape(finish(tf.reshape(sums, [b * c, width]) as Tensor2D, pairedRows), [b, c]);
    },
    ...(rate > 0 ? { noiseSize: (rows) => 2 * NOISE_PER_ROW * rows + 2 * unitNoise(options) + unitNoise(head) } : {}),
  };
}

export const hybrid = entry({
  id: 'hybrid',
  summary: 'a perceptron on the concatenation of two embeddings, h([f(x), g(y)])',
  options: z
    .strictObject({
      ...embeddingOptions,
      head: z
        .array(positiveInteger, 'give a list of layer widths such as [256]')
        .min(1, 'give at least one width, since a linear head sees no dependence')
        .default([256]),
    })
    .superRefine((options, context) => {
      requireNormalizable(options, options.hidden, 'hidden', context);
      requireNormalizable(options, options.head, 'head', context);
    }),
  create: createHybrid,
});
