import { type Estimator, entry, foldIn, InputError, mean, type Pairs, standardErrorOfMean } from '@minebench/core';
import { z } from 'zod';
import { baselineSample } from '../baseline-sample.ts';
import { failedWhereDegenerate } from '../degenerate.ts';
import { fitGaussian } from '../gaussian-fit.ts';
import { type Points, pairsOfPoints, requireFinite } from '../points.ts';
import { inCanonicalOrder } from './canonical-order.ts';
import type { FitOptions } from './fit-mixture.ts';
import { heldOutNull } from './held-out-null.ts';
import { logDensityRatios } from './log-density-ratios.ts';
import { freeParameters, selectMixture } from './select-mixture.ts';

export interface GaussianMixtureOptions extends FitOptions {
  /** Numbers of components to choose from by BIC. */
  readonly components: readonly number[];
  /** Evaluation points used where training draws afresh for every batch; a training sample is used whole. */
  readonly maxPoints: number;
}

/** A component of D dimensions is fitted to more than D + 1 points, and a test fits one to half of them. */
function requirePoints({ count, dimX, dimY }: Pairs, components: readonly number[], permuted: boolean): void {
  const fewest = Math.min(...components) * (dimX + dimY + 2) * (permuted ? 2 : 1);
  if (count >= fewest) return;
  throw new InputError({
    argument: 'n',
    value: count,
    problem: `is too few points for ${Math.min(...components)} Gaussians in ${dimX + dimY} dimensions${permuted ? ' and a permutation test' : ''}`,
    remedy: `raise n to ${fewest} or more`,
  });
}

/**
 * A mixture of Gaussians with full covariances is fitted to (X, Y) by EM, and log q(x, y) / (q(x) q(y)) averaged over the sample, which needs no sampling
 * as a mixture's marginals are mixtures. The average is over the points of the fit, as cca's is: with one component it is the Gaussian plug-in, and there is
 * no Monte Carlo error; it is high by about the dependence parameters over 2n (Wilks 1938), and off by what the mixture misses of the density: neither
 * bound. Its standard error is the delta method's, the standard deviation of the log ratio over sqrt n. Coordinates are scaled to unit variance first.
 *
 * `failed` where a column is constant or a linear function of others, or where every number of components collapses.
 *
 * @throws InputError where the points are too few for the fewest components, or a coordinate is not finite
 */
export function createGaussianMixture(options: GaussianMixtureOptions): Estimator {
  return {
    id: 'gaussian-mixture',
    kind: 'neither',
    async estimate(split, { permutations }, key) {
      const sample = baselineSample(split, options.maxPoints);
      requirePoints(sample, options.components, Boolean(permutations));
      requireFinite(sample);
      return failedWhereDegenerate(async () => {
        const points: Points = fitGaussian(inCanonicalOrder(sample)).points;
        const pairs = pairsOfPoints(points, sample.dimX);
        const mixture = selectMixture(points, options.components, options, foldIn(key, 'fit'));
        const ratios = logDensityRatios(mixture, pairs);
        const nats = mean(ratios);
        return {
          status: 'completed',
          evaluation: {
            nats,
            standardError: standardErrorOfMean(ratios),
            standardErrorMethod: 'delta',
            reliable: true,
          },
          parameters: freeParameters(mixture.length, points.dim),
          ...(permutations
            ? {
                permutationTest: await heldOutNull(
                  permutations,
                  pairs,
                  options.components,
                  options,
                  foldIn(key, 'permutations'),
                ),
              }
            : {}),
        };
      });
    },
  };
}

const positive = 'give a positive whole number';
const whole = z.int(positive).min(1, positive);
const notNegative = 'give a number of at least 0';

export const gaussianMixture = entry({
  id: 'gaussian-mixture',
  aliases: ['gmm'],
  summary: 'Gaussian mixture fitted by EM, components chosen by BIC: mean log ratio of its density to its marginals',
  options: z.strictObject({
    components: z
      .array(whole, 'give a list of numbers of components')
      .min(1, 'give at least one')
      .default([1, 2, 3, 4, 6, 8]),
    starts: whole.default(4),
    iterations: whole.default(200),
    tolerance: z.number(notNegative).min(0, notNegative).default(1e-5),
    ridge: z.number(notNegative).min(0, notNegative).default(1e-6),
    maxPoints: whole.default(10_000),
  }),
  create: createGaussianMixture,
});
