import { foldIn, InputError, type Key, log } from '@minebench/core';
import type { Points } from '../points.ts';
import { type FitOptions, fitMixture } from './fit-mixture.ts';
import type { Mixture } from './mixture.ts';

/** Free parameters of a mixture of `size` Gaussians: weights, means and covariances. */
export const freeParameters = (size: number, dim: number): number => size - 1 + size * (dim + (dim * (dim + 1)) / 2);

/** Bayesian information criterion (Schwarz 1978), in nats: the log likelihood less half the free parameters times log n. More is better. */
const criterion = (logLikelihood: number, size: number, { count, dim }: Points): number =>
  logLikelihood - (freeParameters(size, dim) / 2) * log(count);

/**
 * The mixture whose number of components has the best BIC. Numbers that collapse are no candidates.
 * @throws InputError where all collapse
 */
export function selectMixture(points: Points, sizes: readonly number[], options: FitOptions, key: Key): Mixture {
  let best: { readonly mixture: Mixture; readonly score: number } | undefined;
  for (const size of sizes) {
    const fitted = fitMixture(points, size, options, foldIn(key, size));
    if (!fitted) continue;
    const { mixture, logLikelihoods } = fitted;
    const score = criterion(logLikelihoods[logLikelihoods.length - 1], size, points);
    if (!best || score > best.score) best = { mixture, score };
  }
  if (best) return best.mixture;
  throw new InputError({
    argument: 'components',
    value: sizes,
    problem: `collapse onto single points or planes of the ${points.count} points, each of them`,
    remedy: 'remove copies of rows, lower components or raise n',
  });
}
