import type { Scalar } from '@tensorflow/tfjs';

/** The factor of the learning rate after `step` steps, a scalar; 1 at step 0. */
export type Schedule = (step: Scalar) => Scalar | number;
