import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Schedule } from './schedule.ts';
import { steps } from './steps.ts';

const range = 'give a number in [0, 1)';

export const cosineOptions = z.strictObject({
  id: z.literal('cosine'),
  steps,
  /** The factor from `steps` on. */
  end: z.number(range).min(0, range).lt(1, range).default(0),
});

/** Half a cosine wave from 1 down to `end` over `steps` steps, `end` from then on (Loshchilov and Hutter 2017, SGDR, without restarts). */
export const cosine =
  ({ steps, end }: { readonly steps: number; readonly end: number }): Schedule =>
  (step) => {
    const wave = tf.cos(tf.mul(tf.minimum(step, steps), Math.PI / steps));
    return tf.add(tf.mul(wave, (1 - end) / 2), (1 + end) / 2) as Scalar;
  };
