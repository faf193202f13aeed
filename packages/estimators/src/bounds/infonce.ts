import { entry, type ProductBound, type ProductContext } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar } from '@tensorflow/tfjs';
import { z } from 'zod';
import { contrast } from './contrast.ts';

export interface InfoNceOptions {
  /** `x`: each x against every y of the batch; `y`: each y against every x; `symmetric`: the mean of both. */
  readonly direction: 'x' | 'y' | 'symmetric';
}

/** log(e^t_ii / mean_j e^t_ij) over a batch, j along a row, a column, or both in turn, in nats. */
const createEstimate =
  ({ direction }: InfoNceOptions) =>
  ({ joint, product }: ProductContext): Scalar => {
    const along = (axis: 0 | 1) => tf.mean(contrast(joint, product, axis)) as Scalar;
    if (direction === 'x') return along(1);
    if (direction === 'y') return along(0);
    return tf.div(tf.add(along(1), along(0)), 2) as Scalar;
  };

/**
 * InfoNCE (van den Oord et al. 2018, "Representation learning with contrastive predictive coding"; Poole et al. 2019, section 2.3):
 * I >= E[log(e^t(x_i,y_i) / mean_j e^t(x_i,y_j))] over batches of b independent pairs, the joint pair among the j. At most log b on every batch. For
 * each b the optimum is t = log dP/dQ + c(x), which stays below I where I is not far below log b. With `direction: 'y'` x and y change places and the
 * constant is c(y); `symmetric`, the mean of two lower bounds, is the loss of CLIP (Radford et al. 2021).
 */
export function createInfoNceBound(options: InfoNceOptions): ProductBound {
  const estimate = createEstimate(options);
  return {
    id: 'infonce',
    kind: 'lower',
    references: 'product',
    initState: () => ({}),
    objective: (context) => ({ value: estimate(context), state: {} }),
    estimate,
    atOptimum: (logRatio) => ({ scores: logRatio }),
  };
}

export const infonce = entry({
  id: 'infonce',
  aliases: ['cpc'],
  summary: 'InfoNCE = CPC: the joint pair against all pairs of its row; low variance, at most log b',
  options: z.strictObject({
    direction: z.enum(['x', 'y', 'symmetric'], 'use x, y or symmetric').default('x'),
  }),
  create: createInfoNceBound,
});
