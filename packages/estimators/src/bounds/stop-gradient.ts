import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';

/** The value of x, as a constant for differentiation. */
export function stopGradient<T extends Tensor>(x: T): T {
  const constant = tf.customGrad((value) => ({
    value: tf.clone(value as T),
    gradFunc: (dy: Tensor) => tf.zerosLike(dy),
  }));
  return constant(x) as T;
}
