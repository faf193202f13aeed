import { createStream, type Key, type Params, split } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { type Activation, activate, activationSchema, gain } from './activation.ts';

export interface MlpOptions {
  /** Width of each hidden layer; as many as there are layers. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
}

const width = z
  .number('give a positive whole number')
  .int('give a positive whole number')
  .positive('give a positive whole number');

/** Options of every multilayer perceptron. */
export const mlpOptions = {
  hidden: z.array(width, 'give a list of layer widths such as [256, 256]').default([256, 256]),
  activation: activationSchema.default('relu'),
};

/** Layer widths from input to output. */
const widths = (inputs: number, options: MlpOptions, outputs: number): number[] => [inputs, ...options.hidden, outputs];

/**
 * Weights `w0 [inputs, h1]`, biases `b0 [1, h1]`, and so on, prefixed; normal with variance gain / fan-in, biases zero. The last layer, which has
 * no activation, takes gain 1.
 */
export function initMlp(key: Key, inputs: number, options: MlpOptions, outputs: number, prefix = ''): Params {
  const sizes = widths(inputs, options, outputs);
  const layers = sizes.length - 1;
  const keys = split(key, layers);
  return Object.fromEntries(
    keys.flatMap((layerKey, layer) => {
      const [fanIn, fanOut] = [sizes[layer], sizes[layer + 1]];
      const scale = Math.sqrt((layer === layers - 1 ? 1 : gain(options.activation)) / fanIn);
      const weights = new Float64Array(fanIn * fanOut);
      createStream(layerKey).fillNormal(weights);
      return [
        [
          `${prefix}w${layer}`,
          tf.tensor2d(
            Float32Array.from(weights, (w) => w * scale),
            [fanIn, fanOut],
          ),
        ],
        [`${prefix}b${layer}`, tf.zeros([1, fanOut])],
      ];
    }),
  );
}

/** x of shape `[b, inputs]` -> `[b, outputs]`. */
export function applyMlp(params: Params, x: Tensor2D, options: MlpOptions, prefix = ''): Tensor2D {
  let value = x;
  for (let layer = 0; layer <= options.hidden.length; layer++) {
    const product = tf.matMul(value, params[`${prefix}w${layer}`] as Tensor2D);
    const shifted = tf.add(product, params[`${prefix}b${layer}`]) as Tensor2D;
    value = layer < options.hidden.length ? activate(options.activation, shifted) : shifted;
  }
  return value;
}
