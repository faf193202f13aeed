import { entry, type PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { dvEstimate, dvInfluence } from './dv.ts';
import { jsObjective } from './js.ts';

export interface SmileOptions {
  /** Log density ratios on reference pairs are moved into [-tau, tau], in nats; `infinity` moves none. */
  readonly tau: number | 'infinity';
}

/**
 * SMILE (Song and Ermon 2020, "Understanding the limitations of variational mutual information estimators"): trained on the Jensen-Shannon objective
 * and read as E_P t - log E_Q clip(e^t, e^-tau, e^tau). Clipping bounds the variance and biases the reading, which
 * lies within tau of E_P t: by up to tau upwards where I is large and nearly all of e^t under Q is below e^-tau. So it is no bound, and weights are
 * selected by the objective. tau = infinity is Donsker-Varadhan of the same critic. Unlike DV it changes with a constant added to t.
 */
export function createSmileBound({ tau }: SmileOptions): PairBound {
  const clipped = ({ joint, reference }: { joint: Tensor1D; reference: Tensor1D }) => ({
    joint,
    reference: tau === 'infinity' ? reference : (tf.clipByValue(reference, -tau, tau) as Tensor1D),
  });
  return {
    id: 'smile',
    kind: 'neither',
    references: 'pairs',
    initState: () => ({}),
    objective: (context) => ({ value: jsObjective(context), state: {} }),
    estimate: (context) => dvEstimate(clipped(context)),
    criterion: jsObjective,
    influence: (context) => dvInfluence(clipped(context)),
    atOptimum: (logRatio) => ({ scores: logRatio }),
  };
}

const remedy = 'give a positive number of nats or infinity';

export const smile = entry({
  id: 'smile',
  summary:
    'SMILE: trained on the Jensen-Shannon objective, read as Donsker-Varadhan with e^t clipped; biased, low variance',
  options: z.strictObject({
    // Infinity by name: JSON has no number for it.
    tau: z.union([z.number().positive(remedy), z.literal('infinity')], remedy).default(5),
  }),
  create: createSmileBound,
});
