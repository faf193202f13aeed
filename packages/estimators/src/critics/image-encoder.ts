import { foldIn, InputError, type Key, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { type Activation, activate, activationSchema, gain } from './activation.ts';
import { convolve } from './convolve.ts';
import { applyMlp, initMlp } from './mlp.ts';
import { normalWeights } from './normal-weights.ts';
import { positiveInteger } from './positive-integer.ts';

/** Height, width and channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

export interface EncoderOptions {
  /** Channels of each convolution; as many as there are convolutions. */
  readonly channels: readonly number[];
  /** Height and width of the filters. */
  readonly kernel: number;
  /** Rows and columns that a filter moves on by: with 2, images shrink to half at each convolution. */
  readonly stride: number;
  /** Widths of the layers between the convolutions and the embedding; all the hidden layers where there is no image. */
  readonly hidden: readonly number[];
  readonly embedding: number;
  readonly activation: Activation;
}

/** Options of critics on embeddings of images. */
export const encoderOptions = {
  channels: z.array(positiveInteger, 'give a list of numbers of channels such as [16, 32]').default([16, 32]),
  kernel: positiveInteger.default(3),
  stride: positiveInteger.default(2),
  hidden: z.array(positiveInteger, 'give a list of layer widths such as [128]').default([128]),
  embedding: positiveInteger.default(32),
  activation: activationSchema.default('relu'),
};

/** Embeds one side of the pairs, `[b, dim]` -> `[b, embedding]`. */
export interface Encoder {
  /** @param variance - of a coordinate at first, about, for inputs of variance one */
  init(key: Key, dim: number, variance: number): Params;
  embed(params: Params, values: Tensor2D): Tensor2D;
}

/** A perceptron, for a side that is no image. Parameters are named behind `prefix`. */
export const vectorEncoder = (options: EncoderOptions, prefix: string): Encoder => ({
  init: (key, dim, variance) => initMlp(key, dim, options, options.embedding, prefix, variance),
  embed: (params, values) => applyMlp(params, values, options, prefix),
});

/**
 * Convolutions with zero padding ('same'), each with a bias and an activation, and a perceptron on their last result. Rows are images in the order height, width,
 * channel. Filters `k0 [kernel, kernel, in, out]` and biases `c0 [1, 1, 1, out]`, and so on, behind `prefix`, normal with variance gain / fan-in.
 *
 * @param argument - the option that the shape comes from, and `side` whose it is, for messages
 */
export function imageEncoder(
  options: EncoderOptions,
  prefix: string,
  shape: ImageShape,
  { argument, side }: { readonly argument: string; readonly side: 'x' | 'y' },
): Encoder {
  const { channels, kernel, stride, activation, embedding } = options;
  const [height, width, depth] = shape;
  const depths = [depth, ...channels];
  const shrunk = (length: number) => channels.reduce((left) => Math.ceil(left / stride), length);
  const features = shrunk(height) * shrunk(width) * depths[channels.length];
  return {
    init(key, dim, variance) {
      if (height * width * depth !== dim) {
        throw new InputError({
          argument,
          value: shape,
          problem: `is an image of ${height * width * depth} numbers, and ${side} has ${dim}`,
          remedy: `give height, width and channels whose product is ${dim}${side === 'y' ? ', or "vector" where y is no image' : ''}`,
        });
      }
      const filters = channels.flatMap((out, layer) => {
        const fanIn = kernel * kernel * depths[layer];
        const weights = normalWeights(foldIn(key, `k${layer}`), fanIn, out, gain(activation) / fanIn);
        return [
          [`${prefix}k${layer}`, tf.reshape(weights, [kernel, kernel, depths[layer], out])],
          [`${prefix}c${layer}`, tf.zeros([1, 1, 1, out])],
        ] as const;
      });
      return { ...Object.fromEntries(filters), ...initMlp(key, features, options, embedding, prefix, variance) };
    },
    embed(params, values) {
      const rows = values.shape[0];
      let images: Tensor4D = tf.reshape(values, [rows, ...shape]);
      channels.forEach((_, layer) => {
        const filter = params[`${prefix}k${layer}`] as Tensor4D;
        const convolved = tf.add(convolve(images, filter, stride), params[`${prefix}c${layer}`]);
        images = activate(activation, convolved as Tensor4D);
      });
      return applyMlp(params, tf.reshape(images, [rows, features]) as Tensor2D, options, prefix);
    },
  };
}
