import { entry, noOptions } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { createFDime } from './f-dime.ts';

/**
 * KL-DIME: f(u) = u log u, so that T = 1 + t and f*(T) = e^t; J = E_P t - E_Q e^t + 1, at most D_KL(P || Q) = I. That is NWJ at t + 1: the same training,
 * read as E_P t.
 */
export const fDimeKlBound = createFDime(
  'f-dime-kl',
  ({ joint, reference }) => tf.add(tf.sub(tf.mean(joint), tf.mean(tf.exp(reference))), 1) as Scalar,
);

export const fDimeKl = entry({
  id: 'f-dime-kl',
  aliases: ['kl-dime'],
  summary: 'f-DIME by the KL divergence: trained on E_P t - E_Q e^t, read as E_P t',
  options: noOptions,
  create: () => fDimeKlBound,
});
