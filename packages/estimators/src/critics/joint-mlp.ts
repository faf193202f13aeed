import { type Critic, entry } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { type DropoutOptions, dropoutOptions, NOISE_PER_ROW, readNoise } from './dropout.ts';
import { applyMlp, initMlp, type MlpOptions, mlpOptions, requireHiddenUnits, unitNoise } from './mlp.ts';

export interface JointMlpOptions extends MlpOptions, DropoutOptions {}

/** A perceptron on the concatenation of x and y: t(x, y) = MLP([x, y]) (Belghazi et al. 2018; the "joint" critic of Poole et al. 2019). */
export function createJointMlp(options: JointMlpOptions): Critic {
  const { dropout: rate = 0 } = options;
  return {
    id: 'joint-mlp',
    init: (key, dimX, dimY) => initMlp(key, dimX + dimY, options, 1),
    score(params, x, y, noise) {
      const reader = noise && readNoise(noise);
      const dropout = reader?.dropout(rate, reader.rows(x.shape[0]));
      const scores = applyMlp(params, tf.concat([x, y], 1) as Tensor2D, options, '', dropout);
      return tf.reshape(scores, [x.shape[0]]);
    },
    ...(rate > 0 ? { noiseSize: (rows) => NOISE_PER_ROW * rows + unitNoise(options) } : {}),
  };
}

export const jointMlp = entry({
  id: 'joint-mlp',
  summary: 'a perceptron on the concatenation of x and y',
  options: z.strictObject({ ...mlpOptions, ...dropoutOptions }).superRefine(requireHiddenUnits),
  create: createJointMlp,
});
