import { digamma, type Estimator, entry, foldIn, InputError, type Pairs, standardErrorOfMean } from '@minebench/core';
import { z } from 'zod';
import { baselineSample } from './baseline-sample.ts';
import { failedWhereDegenerate } from './degenerate.ts';
import { fitGaussian, fittedInfluence, fittedInformation } from './gaussian-fit.ts';
import { permutationNull } from './permutation-null.ts';
import { requireFinite } from './points.ts';

/** Rows of a permutation test: a fit of so many takes milliseconds. */
const MOST_PERMUTED = 10_000;

export interface CcaOptions {
  /** `wishart` takes off the mean excess that Gaussian data of this size and dimension have. */
  readonly correction: 'none' | 'wishart';
  /** Evaluation points used where training draws afresh for every batch; a training sample is used whole. */
  readonly maxPoints: number;
}

/**
 * E[estimate] - I in nats for n Gaussian points, whatever their covariance: the log determinant of a Wishart matrix of m = n - 1 degrees of freedom is off by
 * sum_{i<d} psi((m - i)/2) and a term linear in d, which cancels (Misra, Singh and Demchuk 2005, J. Multivariate Analysis 92, 324). About dimX dimY / 2n.
 */
export function gaussianExcess(count: number, dimX: number, dimY: number): number {
  const terms = (dim: number) =>
    Array.from({ length: dim }, (_, i) => digamma((count - 1 - i) / 2)).reduce((sum, term) => sum + term, 0);
  return (terms(dimX) + terms(dimY) - terms(dimX + dimY)) / 2;
}

/** The estimate in nats, and the fit that its standard error is read from. */
function read(pairs: Pairs, correction: CcaOptions['correction']) {
  const fit = fitGaussian(pairs);
  const { count, dimX, dimY } = pairs;
  const excess = correction === 'wishart' ? gaussianExcess(count, dimX, dimY) : 0;
  return { nats: fittedInformation(fit) - excess, fit };
}

/**
 * -1/2 sum log(1 - rho_i^2) over the sample's canonical correlations rho_i (Hotelling 1936; Kay 1992), which is the mutual information of the Gaussian
 * with the sample's covariance, computed from Cholesky factors without the rho_i. For Gaussian data this is the maximum-likelihood estimate, high by
 * `gaussianExcess`; for other data it sees linear dependence only: neither bound. Its standard error is the delta method's.
 * `failed` where a column is constant or a linear function of others.
 *
 * @throws InputError where n <= dimX + dimY, or a coordinate is not finite
 */
export function createCca(options: CcaOptions): Estimator {
  return {
    id: 'cca',
    kind: 'neither',
    async estimate(split, given, key) {
      const pairs = baselineSample(split, options.maxPoints);
      const dimensions = pairs.dimX + pairs.dimY;
      if (pairs.count <= dimensions) {
        throw new InputError({
          argument: 'n',
          value: pairs.count,
          problem: `is too few points for a covariance of ${dimensions} dimensions`,
          remedy: `raise n above ${dimensions}`,
        });
      }
      requireFinite(pairs);
      return failedWhereDegenerate(async () => {
        const { nats, fit } = read(pairs, options.correction);
        return {
          status: 'completed',
          evaluation: {
            nats,
            standardError: standardErrorOfMean(fittedInfluence(fit)),
            standardErrorMethod: 'delta',
            reliable: true,
          },
          ...(await permutationNull(
            given,
            pairs,
            Math.max(MOST_PERMUTED, 10 * dimensions),
            foldIn(key, 'permutations'),
            (permuted) => read(permuted, options.correction).nats,
          )),
        };
      });
    },
  };
}

export const cca = entry({
  id: 'cca',
  aliases: ['gaussian-plug-in'],
  summary: 'CCA, Gaussian plug-in: -1/2 sum log(1 - rho_i^2); exact for Gaussians, else linear dependence only',
  options: z.strictObject({
    correction: z.enum(['none', 'wishart'], 'use none or wishart').default('none'),
    maxPoints: z.int('give a positive whole number').min(1, 'give a positive whole number').default(10_000),
  }),
  create: createCca,
});
