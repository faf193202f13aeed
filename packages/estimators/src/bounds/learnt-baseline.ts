import type { Key, OwnValues, Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { applyMlp, initMlp, type MlpOptions } from '../critics/mlp.ts';

/** A perceptron log a(y) that trains with the critic; a bound finds its values at its pairs as `baseline`. */
export const learntBaseline = (options: MlpOptions) => ({
  init: (key: Key, _dimX: number, dimY: number): Params => initMlp(key, dimY, options, 1),
  own: (params: Params, _x: Tensor2D, y: Tensor2D): OwnValues => ({
    baseline: tf.reshape(applyMlp(params, y, options), [y.shape[0]]),
  }),
});
