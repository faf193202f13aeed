import { type Critic, entry, foldIn, type Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { activate, gain } from './activation.ts';
import { type DropoutOptions, dropoutOptions, NOISE_PER_ROW, NOISE_PER_UNIT, readNoise } from './dropout.ts';
import { layerNorm } from './layer-norm.ts';
import { type MlpOptions, mlpOptions } from './mlp.ts';
import { normalWeights } from './normal-weights.ts';
import { positiveInteger } from './positive-integer.ts';
import { spectrallyNormalized } from './spectral-norm.ts';

export interface ResidualMlpOptions extends Omit<MlpOptions, 'hidden'>, DropoutOptions {
  /** Units of the stream and within blocks. */
  readonly width: number;
  readonly blocks: number;
}

/**
 * A perceptron of pre-activation residual blocks on the concatenation of x and y (He et al. 2016b): h_0 = [x, y] W + b, then
 * h_k+1 = h_k + a(a(h_k) W_1 + b_1) W_2 + b_2 with the activation a, and t = a(h_K) w + b. Layer normalisation comes before each activation, dropout before W_2.
 * Weights are normal with variance gain / fan-in, those of W_2 over the number of blocks, so that the stream's scale does not grow with depth.
 */
export function createResidualMlp(options: ResidualMlpOptions): Critic {
  const { width, blocks, activation, dropout: rate = 0 } = options;
  const linear = (params: Params, name: string, x: Tensor2D): Tensor2D => {
    const weight = params[`${name}.w`] as Tensor2D;
    const product = tf.matMul(x, options.spectralNorm ? spectrallyNormalized(weight) : weight);
    return tf.add(product, params[`${name}.b`]) as Tensor2D;
  };
  const activated = (params: Params, name: string, x: Tensor2D): Tensor2D =>
    activate(
      activation,
      options.layerNorm ? (tf.add(layerNorm(x, params[`${name}.scale`]), params[`${name}.shift`]) as Tensor2D) : x,
    );
  return {
    id: 'residual-mlp',
    init(key, dimX, dimY) {
      const map = (name: string, fanIn: number, fanOut: number, variance: number): Params => ({
        [`${name}.w`]: normalWeights(foldIn(key, name), fanIn, fanOut, variance),
        [`${name}.b`]: tf.zeros([1, fanOut]),
      });
      const norm = (name: string): Params =>
        options.layerNorm ? { [`${name}.scale`]: tf.ones([1, width]), [`${name}.shift`]: tf.zeros([1, width]) } : {};
      const variance = gain(activation) / width;
      const block = (k: number): Params => ({
        ...norm(`${k}.in`),
        ...map(`${k}.in`, width, width, variance),
        ...norm(`${k}.out`),
        ...map(`${k}.out`, width, width, variance / blocks),
      });
      return Object.assign(
        map('first', dimX + dimY, width, 1 / (dimX + dimY)),
        ...Array.from({ length: blocks }, (_, k) => block(k)),
        norm('last'),
        map('last', width, 1, 1 / width),
      );
    },
    score(params, x, y, noise) {
      const reader = noise && readNoise(noise);
      const dropout = reader?.dropout(rate, reader.rows(x.shape[0])) ?? ((value) => value);
      let stream = linear(params, 'first', tf.concat([x, y], 1) as Tensor2D);
      for (let k = 0; k < blocks; k++) {
        const inner = linear(params, `${k}.in`, activated(params, `${k}.in`, stream));
        const branch = linear(params, `${k}.out`, dropout(activated(params, `${k}.out`, inner)));
        stream = tf.add(stream, branch);
      }
      return tf.reshape(linear(params, 'last', activated(params, 'last', stream)), [x.shape[0]]);
    },
    ...(rate > 0 ? { noiseSize: (rows) => NOISE_PER_ROW * rows + NOISE_PER_UNIT * blocks * width } : {}),
  };
}

const { hidden: _, ...unitOptions } = mlpOptions;

export const residualMlp = entry({
  id: 'residual-mlp',
  summary: 'pre-activation residual blocks of equal width on the concatenation of x and y',
  options: z
    .strictObject({
      width: positiveInteger.default(256),
      blocks: positiveInteger.default(2),
      ...unitOptions,
      ...dropoutOptions,
    })
    .superRefine((options, context) => {
      if (options.layerNorm && options.width === 1)
        context.addIssue({
          code: 'custom',
          path: ['width'],
          message: 'give at least 2, since layerNorm makes a single unit zero',
        });
    }),
  create: createResidualMlp,
});
