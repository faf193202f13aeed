import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';

const norm = (gradient: Tensor1D): Scalar => tf.sqrt(tf.sum(tf.square(gradient))) as Scalar;

/** A norm below this is no direction to scale. */
const TINY = 1e-30;

/**
 * Adaptive gradient clipping (Belghazi et al. 2018, appendix): the mutual information is unbounded, and its gradient g_m would drown the adversarial one, g_a. The generator
 * moves along g_a + g_m min(most |g_a|, |g_m|) / |g_m|: with `most` = 1, as published, the added part is never longer than the adversarial.
 * @param adversarial - g_a over all parameters, `[p]`
 * @param information - g_m, `[p]`
 * @param most - how many times as long as g_a the added part may be
 * @returns their sum `[p]`, and the factor that g_m was scaled by, in [0, 1]
 */
export function clipAdaptively(
  adversarial: Tensor1D,
  information: Tensor1D,
  most = 1,
): { readonly gradient: Tensor1D; readonly factor: Scalar } {
  const factor = tf.minimum(1, tf.div(tf.mul(most, norm(adversarial)), tf.maximum(norm(information), TINY))) as Scalar;
  return { gradient: tf.add(adversarial, tf.mul(information, factor)) as Tensor1D, factor };
}
