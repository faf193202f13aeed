import type { Key, Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { applyMlp, initMlp, type MlpOptions, mlpOptions, requireHiddenUnits } from './mlp.ts';

/** Options of a conditional density. */
export const conditionalSchema = z.strictObject(mlpOptions).superRefine(requireHiddenUnits);

/** Weights of a perceptron on x that gives two numbers for each of y's. */
export const initHeads = (key: Key, dimX: number, dimY: number, options: MlpOptions): Params =>
  initMlp(key, dimX, options, 2 * dimY);

/** x of shape `[b, dimX]` -> where q(y|x) lies, and the logarithm of how wide it is, `[b, dimY]` each. */
export const applyHeads = (params: Params, x: Tensor2D, options: MlpOptions): readonly [Tensor2D, Tensor2D] => {
  const [location, logSpread] = tf.split(applyMlp(params, x, options), 2, 1) as Tensor2D[];
  return [location, logSpread];
};
