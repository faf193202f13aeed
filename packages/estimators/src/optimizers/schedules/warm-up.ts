import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { times } from '../gradient-transformation.ts';
import type { Schedule } from './schedule.ts';

/**
 * Rises in a straight line over `steps` steps, (step + 1) / (steps + 1), so that the first one moves already; then follows another schedule from its
 * beginning (Goyal et al. 2017).
 */
export const warmUp =
  (steps: number, following: Schedule): Schedule =>
  (step) => {
    const rise = tf.minimum(tf.mul(tf.add(step, 1), 1 / (steps + 1)), 1) as Scalar;
    return times(rise, following(tf.maximum(tf.sub(step, steps), 0) as Scalar));
  };
