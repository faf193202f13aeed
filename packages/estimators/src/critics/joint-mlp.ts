import { type Critic, entry } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { applyMlp, initMlp, type MlpOptions, mlpOptions } from './mlp.ts';

/** A perceptron on the concatenation of x and y: t(x, y) = MLP([x, y]) (Belghazi et al. 2018; the "joint" critic of Poole et al. 2019). */
export function createJointMlp(options: MlpOptions): Critic {
  return {
    id: 'joint-mlp',
    init: (key, dimX, dimY) => initMlp(key, dimX + dimY, options, 1),
    score(params, x, y) {
      const scores = applyMlp(params, tf.concat([x, y], 1) as Tensor2D, options);
      return tf.reshape(scores, [x.shape[0]]);
    },
  };
}

export const jointMlp = entry({
  id: 'joint-mlp',
  summary: 'a perceptron on the concatenation of x and y',
  options: z.strictObject(mlpOptions),
  create: createJointMlp,
});
