import { createStream, type Interval, type Key, mean, quantile } from '@minebench/core';

/**
 * Percentile bootstrap interval of the mean over strata (tasks) of the means within them: values (replicates) are resampled within their stratum, strata are
 * kept. Deviations from a stratum's mean are stretched by sqrt(m / (m - 1)), m its number of values, so that the resamples' variance is the unbiased estimate
 * instead of (m - 1) / m of it, which matters with three replicates (A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 3.2).
 * Single values have no spread, and strata of one contribute none.
 */
export function stratifiedBootstrap(
  strata: readonly (readonly number[])[],
  key: Key,
  { resamples = 2000, level = 0.95 }: { readonly resamples?: number; readonly level?: number } = {},
): Interval {
  const stretched = strata.map((values) => {
    const center = mean(values);
    const stretch = values.length > 1 ? Math.sqrt(values.length / (values.length - 1)) : 1;
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
