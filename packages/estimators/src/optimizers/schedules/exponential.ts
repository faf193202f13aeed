import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Schedule } from './schedule.ts';
import { steps } from './steps.ts';

const range = 'give a number in (0, 1)';

export const exponentialOptions = z.strictObject({
  id: z.literal('exponential'),
  /** What the rate is multiplied by every `steps` steps. */
  decay: z.number(range).gt(0, range).lt(1, range),
  steps,
});

/** decay^(step / steps), without stairs. */
export const exponential =
  ({ decay, steps }: { readonly decay: number; readonly steps: number }): Schedule =>
  (step) =>
    tf.exp(tf.mul(step, Math.log(decay) / steps)) as Scalar;
