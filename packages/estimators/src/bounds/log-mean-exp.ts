import { tf } from '@minebench/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs';

/** log mean e^t over all elements, shifted by the largest: no overflow at any t. */
export const logMeanExp = (t: Tensor): Scalar => tf.sub(tf.logSumExp(t), Math.log(t.size)) as Scalar;
