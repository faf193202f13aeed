import { entry, noOptions } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { createFDime } from './f-dime.ts';

/**
 * GAN-DIME: f(u) = u log u - (u + 1) log(u + 1), so that T = log s(t) and f*(T) = -log s(-t), with s the logistic function;
 * J = E_P log s(t) + E_Q log s(-t), the log likelihood of telling joint pairs from reference pairs, at most 2 D_JS(P || Q) - log 4.
 */
export const fDimeGanBound = createFDime(
  'f-dime-gan',
  ({ joint, reference }) =>
    tf.neg(tf.add(tf.mean(tf.softplus(tf.neg(joint))), tf.mean(tf.softplus(reference)))) as Scalar,
);

export const fDimeGan = entry({
  id: 'f-dime-gan',
  aliases: ['gan-dime'],
  summary: 'f-DIME by the GAN divergence: a classifier of joint against reference pairs, read as E_P t',
  options: noOptions,
  create: () => fDimeGanBound,
});
