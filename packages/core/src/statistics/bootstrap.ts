import type { Key } from '../contracts/key.ts';
import { InputError } from '../errors.ts';
import { createStream } from '../random/stream.ts';
import { quantileOfSorted, sorted } from './quantile.ts';
import { requireCount } from './require-count.ts';

export interface BootstrapOptions {
  /** Number of resamples; 2000 where absent. */
  readonly resamples?: number;
  /** Coverage of the interval, in (0, 1); 0.95 where absent. */
  readonly level?: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap interval of any statistic of independent values (replicates): resamples as many values with replacement, and takes the
 * central quantiles of the statistic. B. Efron, Bootstrap methods, Ann. Statist. 7 (1979).
 *
 * @param statistic - is given an array that is reused between calls: it must not keep it
 * @param key - decides the resamples; the same key gives the same interval
 * @throws InputError where there are fewer than two values, or where an option is out of range
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  statistic: (resample: Float64Array) => number,
  key: Key,
  options: BootstrapOptions = {},
): Interval {
  const { resamples = 2000, level = 0.95 } = options;
  requireCount('bootstrap of', values.length, 2);
  if (!Number.isSafeInteger(resamples) || resamples < 1)
    throw new InputError({
      argument: 'resamples',
      value: resamples,
      problem: 'is no positive integer',
      remedy: 'give 1000 or more',
    });
  if (!(level > 0 && level < 1))
    throw new InputError({
      argument: 'level',
      value: level,
      problem: 'is no coverage',
      remedy: 'give a number between 0 and 1, such as 0.95',
    });
  const stream = createStream(key);
  const resample = new Float64Array(values.length);
  const statistics = new Float64Array(resamples);
  for (let round = 0; round < resamples; round++) {
    for (let index = 0; index < resample.length; index++) resample[index] = values[stream.integer(values.length)];
    statistics[round] = statistic(resample);
  }
  const ordered = sorted(statistics);
  return { low: quantileOfSorted(ordered, (1 - level) / 2), high: quantileOfSorted(ordered, (1 + level) / 2) };
}
