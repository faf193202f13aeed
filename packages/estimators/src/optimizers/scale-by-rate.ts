import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { type GradientTransformation, times } from './gradient-transformation.ts';
import type { Schedule } from './schedules/schedule.ts';

/** Multiplies by the learning rate. */
export const scaleByRate = (rate: number): GradientTransformation => ({
  init: () => ({}),
  update: ({ direction, scale }, state) => ({ update: { direction, scale: times(scale, rate) }, state }),
});

/** Multiplies by the learning rate times the schedule's factor at the steps done so far, which are counted in `step` (exact up to 2^24). */
export const scaleBySchedule = (rate: number, schedule: Schedule): GradientTransformation => ({
  init: () => ({ step: tf.scalar(0) }),
  update({ direction, scale }, state) {
    const step = state.step as Scalar;
    const factor = times(schedule(step), rate);
    return { update: { direction, scale: times(scale, factor) }, state: { step: tf.add(step, 1) } };
  },
});
