import { foldIn, type Key, type NdArray, type Params, prefixNames } from '@minebench/core';
import { tf } from '@minebench/engine';
import {
  applyMlp,
  initialParameters,
  initMlp,
  type MlpOptions,
  type ParameterLayout,
  readNoise,
} from '@minebench/estimators';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { isNoisy, type Regularizer } from './regularizer.ts';

export const CLASSES = 10;

/** p(z|x): a normal distribution with independent components; `[b, K]` each. */
export interface Code {
  readonly mean: Tensor2D;
  /** Standard deviations; absent where the code has no noise. */
  readonly deviation: Tensor2D | undefined;
}

/** An encoder to a code of K numbers and a linear classifier on it. */
export interface Classifier {
  readonly regularizer: Regularizer;
  readonly inputs: number;
  /** K. */
  readonly code: number;
  readonly layout: ParameterLayout;
  readonly initial: NdArray;
  /** Random numbers that dropout takes in a step of `b` images. */
  unitNoise(batchSize: number): number;
  /** Images `[b, inputs]` -> their codes' distribution. With `dropped`, hidden units are dropped by these random numbers. */
  encode(params: Params, images: Tensor2D, dropped?: Tensor1D): Code;
  /** Codes `[b, K]` -> logits `[b, 10]`. */
  classify(params: Params, code: Tensor2D): Tensor2D;
}

const ENCODER = 'encoder.';
const HEAD = 'head.';

export interface ClassifierOptions {
  readonly inputs: number;
  /** Widths of the encoder's hidden layers. */
  readonly hidden: readonly number[];
  readonly code: number;
  readonly regularizer: Regularizer;
}

/** Width of a new variational code: softplus(0 - 5) would be .0067 (Alemi et al. 2017), too little to learn from in few epochs; softplus(0) = .69. */
const deviationOf = (raw: Tensor2D): Tensor2D => tf.add(tf.softplus(raw), 1e-4) as Tensor2D;

export function createClassifier({ inputs, hidden, code, regularizer }: ClassifierOptions, key: Key): Classifier {
  const encoder: MlpOptions = { hidden, activation: 'relu' };
  const head: MlpOptions = { hidden: [], activation: 'relu' };
  const outputs = regularizer.id === 'vib' ? 2 * code : code;
  const { layout, flat } = initialParameters(() => ({
    ...prefixNames(ENCODER, initMlp(foldIn(key, 'encoder'), inputs, encoder, outputs)),
    ...prefixNames(HEAD, initMlp(foldIn(key, 'head'), code, head, CLASSES)),
  }));
  const units = hidden.reduce((sum, width) => sum + width, 0);
  return {
    regularizer,
    inputs,
    code,
    layout,
    initial: flat,
    unitNoise: (batchSize) => (regularizer.id === 'dropout' ? 2 * (batchSize + units) : 0),
    encode(params, images, dropped) {
      const reader = dropped && regularizer.id === 'dropout' ? readNoise(dropped) : undefined;
      const dropout =
        reader && regularizer.id === 'dropout'
          ? reader.dropout(regularizer.rate, reader.rows(images.shape[0]))
          : undefined;
      const output = applyMlp(params, images, encoder, ENCODER, dropout);
      if (regularizer.id !== 'vib')
        return { mean: output, deviation: isNoisy(regularizer) ? (tf.onesLike(output) as Tensor2D) : undefined };
      const [mean, raw] = tf.split(output, 2, 1) as Tensor2D[];
      return { mean, deviation: deviationOf(raw) };
    },
    classify: (params, z) => applyMlp(params, z, head, HEAD),
  };
}

/** z = mean + deviation * noise; the mean itself where there is no noise. */
export const draw = ({ mean, deviation }: Code, noise: Tensor2D | undefined): Tensor2D =>
  deviation && noise ? (tf.add(mean, tf.mul(deviation, noise)) as Tensor2D) : mean;
