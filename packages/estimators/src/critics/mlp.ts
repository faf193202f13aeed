import { type Key, type Params, split } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { type Activation, activate, activationSchema, gain } from './activation.ts';
import { type Dropout, type DropoutOptions, NOISE_PER_UNIT } from './dropout.ts';
import { layerNorm } from './layer-norm.ts';
import { normalWeights } from './normal-weights.ts';
import { positiveInteger } from './positive-integer.ts';
import { spectrallyNormalized } from './spectral-norm.ts';

export interface MlpOptions {
  /** Width of each hidden layer; as many as there are layers. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** Normalises hidden units before their activation, with a learnt scale; the bias comes after it (Ba et al. 2016). */
  readonly layerNorm?: boolean;
  /** Divides every weight by its largest singular value (Miyato et al. 2018). */
  readonly spectralNorm?: boolean;
}

/** Options of every multilayer perceptron. */
export const mlpOptions = {
  hidden: z.array(positiveInteger, 'give a list of layer widths such as [256, 256]').default([256, 256]),
  activation: activationSchema.default('relu'),
  layerNorm: z.boolean('give true or false').default(false),
  spectralNorm: z.boolean('give true or false').default(false),
};

/** Layer widths from input to output. */
const widths = (inputs: number, options: MlpOptions, outputs: number): number[] => [inputs, ...options.hidden, outputs];

/**
 * Weights `w0 [inputs, h1]`, biases `b0 [1, h1]`, and so on, prefixed; normal with variance gain / fan-in, biases zero. The last layer, which has
 * no activation, takes gain 1, or `outputGain`. With layer normalisation hidden layers have a scale `s0 [1, h1]`, one at first.
 */
export function initMlp(
  key: Key,
  inputs: number,
  options: MlpOptions,
  outputs: number,
  prefix = '',
  outputGain = 1,
): Params {
  const sizes = widths(inputs, options, outputs);
  const layers = sizes.length - 1;
  const keys = split(key, layers);
  return Object.fromEntries(
    keys.flatMap((layerKey, layer) => {
      const [fanIn, fanOut] = [sizes[layer], sizes[layer + 1]];
      const last = layer === layers - 1;
      const variance = (last ? outputGain : gain(options.activation)) / fanIn;
      return [
        [`${prefix}w${layer}`, normalWeights(layerKey, fanIn, fanOut, variance)],
        ...(options.layerNorm && !last ? [[`${prefix}s${layer}`, tf.ones([1, fanOut])]] : []),
        [`${prefix}b${layer}`, tf.zeros([1, fanOut])],
      ];
    }),
  );
}

/** The weight of a layer as it is applied, `[fan-in, fan-out]`. */
export function mlpWeight(params: Params, options: MlpOptions, prefix: string, layer: number): Tensor2D {
  const weight = params[`${prefix}w${layer}`] as Tensor2D;
  return options.spectralNorm ? spectrallyNormalized(weight) : weight;
}

/** x of shape `[b, inputs]` -> `[b, outputs]`. Hidden units pass through `dropout` after their activation. */
export const applyMlp = (params: Params, x: Tensor2D, options: MlpOptions, prefix = '', dropout?: Dropout): Tensor2D =>
  applyFromProduct(params, tf.matMul(x, mlpWeight(params, options, prefix, 0)), options, prefix, dropout);

/** The perceptron from its first layer's product with the input, `[b, h1]`, on. */
export function applyFromProduct(
  params: Params,
  first: Tensor2D,
  options: MlpOptions,
  prefix: string,
  dropout: Dropout | undefined,
): Tensor2D {
  let product = first;
  options.hidden.forEach((_, layer) => {
    const scaled = options.layerNorm ? layerNorm(product, params[`${prefix}s${layer}`]) : product;
    const active = activate(options.activation, tf.add(scaled, params[`${prefix}b${layer}`]) as Tensor2D);
    const value = dropout ? dropout(active) : active;
    product = tf.matMul(value, mlpWeight(params, options, prefix, layer + 1));
  });
  return tf.add(product, params[`${prefix}b${options.hidden.length}`]) as Tensor2D;
}

/** Random numbers that a perceptron takes in a step for its units, beside those of the rows; 0 without dropout. */
export const unitNoise = ({ hidden, dropout = 0 }: MlpOptions & DropoutOptions): number =>
  dropout > 0 ? NOISE_PER_UNIT * hidden.reduce((sum, units) => sum + units, 0) : 0;

/**
 * A check of a schema: refuses the normalisation of a single unit, which is always zero.
 * @param name the option that lists the widths
 */
export function requireNormalizable(
  { layerNorm }: { readonly layerNorm?: boolean },
  widths: readonly number[],
  name: string,
  context: z.RefinementCtx,
): void {
  const single = layerNorm ? widths.indexOf(1) : -1;
  const message = 'give at least 2 units, since layerNorm makes a single one zero';
  if (single >= 0) context.addIssue({ code: 'custom', path: [name, single], message });
}

/** A check of a schema: refuses what does nothing without hidden units, and {@link requireNormalizable}. */
export function requireHiddenUnits(options: MlpOptions & DropoutOptions, context: z.RefinementCtx): void {
  const none = options.hidden.length === 0;
  const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  if (none && options.layerNorm) refuse('layerNorm', 'give hidden layers, which it acts on, or false');
  if (none && (options.dropout ?? 0) > 0) refuse('dropout', 'give hidden layers, which it acts on, or 0');
  requireNormalizable(options, options.hidden, 'hidden', context);
}
