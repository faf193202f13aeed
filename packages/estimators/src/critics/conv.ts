import { type Critic, entry, foldIn, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { productVariance } from './embeddings.ts';
import {
  type Encoder,
  type EncoderOptions,
  encoderOptions,
  type ImageShape,
  imageEncoder,
  vectorEncoder,
} from './image-encoder.ts';
import { applyMlp, initMlp } from './mlp.ts';
import { positiveInteger } from './positive-integer.ts';

export interface ConvOptions extends EncoderOptions {
  readonly image: ImageShape;
  /** Of y; `vector` where y is no image: a perceptron embeds it. */
  readonly imageY: ImageShape | 'vector';
  /** `separable`: the inner product of the embeddings; `joint`: a perceptron on both. */
  readonly head: 'separable' | 'joint';
  /** Widths of the joint head's hidden layers. */
  readonly headHidden: readonly number[];
}

const HEAD = 'head.';

/**
 * Convolutional embeddings of images, joined by an inner product or a perceptron, as critics on images are (Hjelm et al. 2019; Song and Ermon 2020). All pairs of a
 * batch cost the convolutions of its points.
 * @throws InputError from `init`, where rows do not hold images of the shape that is given
 */
export function createConv(options: ConvOptions): Critic {
  const { image, imageY, head, headHidden, embedding, activation } = options;
  const network = { hidden: headHidden, activation };
  const ofX = imageEncoder(options, 'x.', image, { argument: 'critic.image', side: 'x' });
  const ofY: Encoder =
    imageY === 'vector'
      ? vectorEncoder(options, 'y.')
      : imageEncoder(options, 'y.', imageY, { argument: 'critic.imageY', side: 'y' });
  const variance = head === 'separable' ? productVariance(options) : 1;
  const joint = (params: Params, both: Tensor2D): Tensor2D => applyMlp(params, both, network, HEAD);
  return {
    id: 'conv',
    init: (key, dimX, dimY) => ({
      ...ofX.init(foldIn(key, 'x'), dimX, variance),
      ...ofY.init(foldIn(key, 'y'), dimY, variance),
      ...(head === 'joint' ? initMlp(foldIn(key, 'head'), 2 * embedding, network, 1, HEAD) : {}),
    }),
    score(params, x, y) {
      const [f, g] = [ofX.embed(params, x), ofY.embed(params, y)];
      if (head === 'separable') return tf.sum(tf.mul(f, g), 1);
      return tf.reshape(joint(params, tf.concat([f, g], 1) as Tensor2D), [x.shape[0]]);
    },
    scoreProduct(params, x, y) {
      const [f, g] = [ofX.embed(params, x), ofY.embed(params, y)];
      if (head === 'separable') return tf.matMul(f, g, false, true);
      const [b, c] = [x.shape[0], y.shape[0]];
      const rows = tf.tile(tf.reshape(f, [b, 1, embedding]), [1, c, 1]);
      const columns = tf.tile(tf.reshape(g, [1, c, embedding]), [b, 1, 1]);
      const pairs = tf.reshape(tf.concat([rows, columns], 2), [b * c, 2 * embedding]) as Tensor2D;
      return tf.reshape(joint(params, pairs), [b, c]);
    },
  };
}

const shape = 'give height, width and channels such as [28, 28, 1]';
const imageSchema = z.tuple([positiveInteger, positiveInteger, positiveInteger], shape);
const shapeOfY = 'give height, width and channels such as [28, 28, 1], or "vector" where y is no image';

export const conv = entry({
  id: 'conv',
  summary: 'convolutional embeddings of images, joined by their inner product or by a perceptron',
  options: z.strictObject({
    ...encoderOptions,
    image: imageSchema.default([28, 28, 1]),
    imageY: z.union([imageSchema, z.literal('vector')], shapeOfY).default([28, 28, 1]),
    head: z.enum(['separable', 'joint'], 'use separable or joint').default('separable'),
    headHidden: z
      .array(positiveInteger, 'give a list of layer widths such as [128]')
      .min(1, 'give at least one width, since a linear head sees no dependence')
      .default([128]),
  }),
  create: createConv,
  // Small images, so that whatever is held to every critic is quick.
  example: {
    ...{ image: [4, 4, 1], imageY: [4, 4, 1], channels: [3, 4], kernel: 3, stride: 2, hidden: [6], embedding: 3 },
    ...{ activation: 'relu', head: 'separable', headHidden: [6] },
  } as ConvOptions,
});
