import type { Cdf, Pairs, Task } from '@minebench/core';
import { type Check, FALSE_ALARM } from './check.ts';

/**
 * The largest distance between the empirical distribution function of a sample and the stated one (Kolmogorov). Sorts `values` in place.
 */
export function kolmogorovDistance(values: Float64Array, cdf: Cdf): number {
  values.sort();
  let largest = 0;
  for (let k = 0; k < values.length; k++) {
    const stated = cdf(values[k]);
    // A number that is none fails; the comparison must not pass over it.
    if (!(stated >= 0 && stated <= 1)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, stated - k / values.length, (k + 1) / values.length - stated);
  }
  return largest;
}

/** What the distance exceeds with probability at most `probability` (Massart 1990: P(D > d) <= 2 e^(-2 n d^2)). */
export const kolmogorovBound = (count: number, probability: number): number =>
  Math.sqrt(Math.log(2 / probability) / (2 * count));

/** One coordinate of row-major points. */
export function coordinate(points: Float64Array, dimension: number, index: number): Float64Array {
  const values = new Float64Array(points.length / dimension);
  for (let row = 0; row < values.length; row++) values[row] = points[row * dimension + index];
  return values;
}

/** Every coordinate with a stated distribution function, held to it. */
export function checkMarginals(task: Task, pairs: Pairs): Check | undefined {
  const stated = task.evidence?.marginals;
  if (!stated) return undefined;
  const sides = [
    { side: 'x', points: pairs.x, dimension: pairs.dimX, cdfs: stated.x },
    { side: 'y', points: pairs.y, dimension: pairs.dimY, cdfs: stated.y },
  ];
  const distances = sides.flatMap(({ side, points, dimension, cdfs }) =>
    cdfs.flatMap((cdf, index) =>
      cdf ? [{ name: `${side}${index}`, distance: kolmogorovDistance(coordinate(points, dimension, index), cdf) }] : [],
    ),
  );
  if (distances.length === 0) return undefined;
  const bound = kolmogorovBound(pairs.count, FALSE_ALARM / distances.length);
  const worst = distances.reduce((most, item) => (item.distance > most.distance ? item : most));
  return {
    name: 'marginal distributions',
    verdict: worst.distance <= bound ? 'holds' : 'fails',
    detail: `largest Kolmogorov distance ${worst.distance.toFixed(4)}, of ${worst.name}, against ${bound.toFixed(4)} at ${pairs.count} draws`,
    numbers: { coordinate: worst.name, distance: worst.distance, bound, draws: pairs.count },
  };
}
