import { type Estimator, entry, foldIn } from '@minebench/core';
import { z } from 'zod';
import { baselineSample } from './baseline-sample.ts';
import type { KsgOptions } from './ksg-counts.ts';
import { estimateKsg } from './ksg-estimate.ts';
import { permutationNull } from './permutation-null.ts';
import { subsamplingStandardError } from './subsampling.ts';

export interface KsgEstimatorOptions extends KsgOptions {
  /** Evaluation points used where training draws afresh for every batch; a training sample is used whole. */
  readonly maxPoints: number;
}

/** Rows of a permutation test, which takes an estimate for each permutation: 200 of them take seconds in low dimension. */
const MOST_PERMUTED = 2000;

/**
 * `estimateKsg` as an estimator. Its standard error is `subsamplingStandardError`'s, at about the cost of a second estimate; `reliable` is false where a
 * point has more than k copies.
 */
export function createKsg(options: KsgEstimatorOptions): Estimator {
  return {
    id: 'ksg',
    kind: 'neither',
    async estimate(split, given, key) {
      const pairs = baselineSample(split, options.maxPoints);
      const { nats, coincident } = estimateKsg(pairs, options);
      const standardError = subsamplingStandardError(
        pairs,
        { preferred: 32 * options.k, smallest: 8 * options.k },
        key,
        (block) => estimateKsg(block, options).nats,
      );
      return {
        status: 'completed',
        evaluation: {
          nats,
          standardError,
          standardErrorMethod: Number.isNaN(standardError) ? 'none' : 'subsample',
          reliable: coincident === 0,
        },
        ...(await permutationNull(
          given,
          pairs,
          Math.max(MOST_PERMUTED, 10 * options.k),
          foldIn(key, 'permutations'),
          (permuted) => estimateKsg(permuted, options).nats,
        )),
      };
    },
  };
}

const positive = 'give a positive whole number';

export const ksg = entry({
  id: 'ksg',
  summary: 'KSG (Kraskov 2004): k nearest neighbours in the maximum norm; no training, low in high dimension',
  options: z.strictObject({
    k: z.int(positive).min(1, positive).default(3),
    variant: z.literal([1, 2], 'give 1 or 2').default(1),
    maxPoints: z.int(positive).min(1, positive).default(10_000),
  }),
  create: createKsg,
});
