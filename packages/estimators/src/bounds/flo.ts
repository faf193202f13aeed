import { entry, type ProductBound, type ProductContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { applyMlp, initMlp, type MlpOptions } from '../critics/mlp.ts';
import { networkOptions } from './network-options.ts';
import { requireOthers, withoutDiagonal } from './off-diagonal.ts';
import { rowLogMeanExp } from './row-log-mean-exp.ts';

/** 1 - mean_i [u_i + e^-u_i mean_(j != i) e^(t_ij - t_ii)] on a batch, in nats. */
const estimate = ({ joint, product, own }: ProductContext): Scalar => {
  requireOthers(product, 'flo');
  const logContrast = tf.sub(rowLogMeanExp(withoutDiagonal(product)), joint);
  return tf.sub(1, tf.mean(tf.add(own.u, tf.exp(tf.sub(logContrast, own.u))))) as Scalar;
};

/**
 * The contrastive Fenchel-Legendre bound (Guo et al. 2022, "Tight mutual information estimation with contrastive Fenchel-Legendre optimization"):
 * I >= 1 - E_P[u(x,y) + e^-u(x,y) E_y' e^(t(x,y') - t(x,y))] for every t and u. It is E_P[t(x,y) - log E_y' e^t(x,y')] with -log z replaced by its tangents
 * 1 - u - z e^-u, so that the mean over a batch's negatives enters linearly and biases neither value nor gradient: no log b stands above it.
 * Equal where t = log dP/dQ + c(x) and u = -log dP/dQ. u is a perceptron on x and y that trains with the critic.
 * As with NWJ nothing normalises e^t: where scores are far apart, as under heavy tails, gradients want clipping (`clipNorm`).
 */
export const createFloBound = (options: MlpOptions): ProductBound => ({
  id: 'flo',
  kind: 'lower',
  references: 'product',
  init: (key, dimX, dimY) => initMlp(key, dimX + dimY, options, 1),
  own: (params, x, y) => ({
    u: tf.reshape(applyMlp(params, tf.concat([x, y], 1) as Tensor2D, options), [x.shape[0]]),
  }),
  initState: () => ({}),
  objective: (context) => ({ value: estimate(context), state: {} }),
  estimate,
  atOptimum: (logRatio) => ({ scores: logRatio, own: { u: tf.neg(logRatio) as Tensor1D } }),
});

export const flo = entry({
  id: 'flo',
  summary:
    "FLO: contrastive Fenchel-Legendre, 1 - E_P[u + e^-u E_y' e^(t(x,y') - t(x,y))] with a learnt u; unbiased gradient",
  options: z.strictObject(networkOptions),
  create: createFloBound,
});
