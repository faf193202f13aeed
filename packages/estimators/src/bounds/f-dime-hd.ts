import { entry, noOptions } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { createFDime } from './f-dime.ts';

const meanExp = (t: Tensor): Scalar => tf.mean(tf.exp(t));

/**
 * HD-DIME: f(u) = (sqrt u - 1)^2, so that T = 1 - e^(-t/2) and f*(T) = e^(t/2) - 1; J = 2 - E_P e^(-t/2) - E_Q e^(t/2), at most the squared Hellinger
 * distance 2 - 2 E_Q sqrt(dP/dQ), which is below 2 however large the information.
 */
export const fDimeHdBound = createFDime(
  'f-dime-hd',
  ({ joint, reference }) => tf.sub(tf.sub(2, meanExp(tf.mul(joint, -0.5))), meanExp(tf.mul(reference, 0.5))) as Scalar,
);

export const fDimeHd = entry({
  id: 'f-dime-hd',
  aliases: ['hd-dime'],
  summary: 'f-DIME by the squared Hellinger distance: trained on -E_P e^(-t/2) - E_Q e^(t/2), read as E_P t',
  options: noOptions,
  create: () => fDimeHdBound,
});
