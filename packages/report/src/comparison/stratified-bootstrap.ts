import {
  createStream,
  type Interval,
  type Key,
  mean,
  normalQuantile,
  quantile,
  studentQuantile,
} from '@minebench/core';
import { degreesOfFreedom } from './degrees-of-freedom.ts';

/**
 * Percentile bootstrap interval of the mean over strata (tasks) of the means within them: values (replicates) are resampled within their stratum, strata are
 * kept. Of few replicates the plain bootstrap is far too narrow, so deviations from a stratum's mean are stretched twice: by sqrt(m / (m - 1)), m its number of values, so that the
 * resamples' variance is the unbiased estimate (A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 3.2); and by the ratio of Student's quantile to the normal
 * one, so that the interval pays for the estimated spread as Student's does. Single values have no spread, and strata of one contribute none.
 */
export function stratifiedBootstrap(
  strata: readonly (readonly number[])[],
  key: Key,
  { resamples = 2000, level = 0.95 }: { readonly resamples?: number; readonly level?: number } = {},
): Interval {
  const df = degreesOfFreedom(strata);
  const tail = (1 + level) / 2;
  const student = Number.isFinite(df) ? studentQuantile(df, tail) / normalQuantile(tail) : 1;
  const stretched = strata.map((values) => {
    const center = mean(values);
    const stretch = values.length > 1 ? student * Math.sqrt(values.length / (values.length - 1)) : 1;
    return values.map((value) => center + stretch * (value - center));
  });
  const stream = createStream(key);
  const statistics = new Float64Array(resamples);
  for (let round = 0; round < resamples; round++) {
    let total = 0;
    for (const values of stretched) {
      let sum = 0;
      for (let draw = 0; draw < values.length; draw++) sum += values[stream.integer(values.length)];
      total += sum / values.length;
    }
    statistics[round] = total / stretched.length;
  }
  return { low: quantile(statistics, (1 - level) / 2), high: quantile(statistics, (1 + level) / 2) };
}
