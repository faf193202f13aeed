import { entry, type ProductBound, type ProductContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { MlpOptions } from '../critics/mlp.ts';
import { learntBaseline } from './learnt-baseline.ts';
import { networkOptions } from './network-options.ts';
import { requireOthers, withoutDiagonal } from './off-diagonal.ts';
import { rowLogMeanExp } from './row-log-mean-exp.ts';

export interface IAlphaOptions extends MlpOptions {
  /** 0 is NWJ (TUBA with q), 1 InfoNCE, between them the bound is at most 1 + log((b - 1) / alpha) on every batch. */
  readonly alpha: number;
}

/** log((1 - w) e^a + w e^b), without overflow, for w in [0, 1]; b is not looked at where w = 0, a not where w = 1. */
const logMix = (weight: number, a: () => Tensor, b: () => Tensor): Tensor => {
  if (weight === 0) return a();
  if (weight === 1) return b();
  const [first, second] = [tf.add(a(), Math.log1p(-weight)), tf.add(b(), Math.log(weight))];
  return tf.add(first, tf.softplus(tf.sub(second, first)));
};

/** The bound on a batch, in nats: the formula at {@link createIAlphaBound}. */
const createEstimate =
  (alpha: number) =>
  ({ joint, product, own }: ProductContext): Scalar => {
    requireOthers(product, 'i-alpha');
    const others = rowLogMeanExp(withoutDiagonal(tf.transpose(product)));
    const samples = product.shape[0] - 1;
    const withJoint = logMix(
      1 / samples,
      () => others,
      () => joint,
    );
    const denominator = (mean: Tensor) =>
      logMix(
        alpha,
        () => own.baseline,
        () => mean,
      );
    const positive = tf.mean(tf.sub(joint, denominator(withJoint)));
    const negative = tf.mean(tf.exp(tf.sub(others, denominator(others))));
    return tf.sub(tf.add(1, positive), negative) as Scalar;
  };

/**
 * I_alpha (Poole et al. 2019, section 2.5), between NWJ and InfoNCE: with m(y; x_1..x_K) = mean_k e^t(x_k,y) and m_alpha = alpha m + (1 - alpha) q(y),
 *
 *     I >= 1 + E[t(x_1,y) - log m_alpha(y; x_1..x_K)] under P(x_1,y) P(x_2) ... P(x_K)
 *            - E[e^t(x_1,y) / m_alpha(y; x_1..x_K)]   under P(y) P(x_1) ... P(x_K),
 *
 * which is NWJ of t - log m_alpha given x_2..x_K. Both terms must have the same K, and in the second no x may belong to y, so K = b - 1 on a batch: with M_j
 * the mean of e^t over the b - 1 negatives of column j, the second term is M_j / (alpha M_j + (1 - alpha) q_j). The first has b - 2 of these
 * negatives beside the joint pair; by Jensen's inequality the mean over which one to leave out may go inside the logarithm, and
 * m becomes e^t_jj / K + (1 - 1/K) M_j: a lower bound in expectation still, and every negative is used. (Leaving each score out of its own mean, as is
 * often done, puts the joint pair among the negatives' x, and is not covered by the theorem.)
 *
 * log q is a perceptron on y, the own value `baseline`; alpha = 1 has none. The optimum is t = log dP/dQ at alpha = 0 (with q = 1) and at alpha = 1; between
 * them that is no stationary point, and the optimum is no function of log dP/dQ.
 */
export function createIAlphaBound({ alpha, ...network }: IAlphaOptions): ProductBound {
  const estimate = createEstimate(alpha);
  const optimum = (logRatio: Tensor1D) =>
    alpha === 1 ? { scores: logRatio } : { scores: logRatio, own: { baseline: tf.zerosLike(logRatio) } };
  return {
    id: 'i-alpha',
    kind: 'lower',
    references: 'product',
    ...(alpha === 1 ? {} : learntBaseline(network)),
    initState: () => ({}),
    objective: (context) => ({ value: estimate(context), state: {} }),
    estimate,
    ...(alpha === 0 || alpha === 1 ? { atOptimum: optimum } : {}),
  };
}

const range = 'give a number in [0, 1]';

export const iAlpha = entry({
  id: 'i-alpha',
  summary: 'I_alpha: between NWJ (alpha = 0) and InfoNCE (alpha = 1), with a learnt baseline; trades bias for variance',
  options: z.strictObject({
    alpha: z.number(range).min(0, range).max(1, range).default(0.01),
    ...networkOptions,
  }),
  create: createIAlphaBound,
});
