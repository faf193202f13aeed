import { mean, standardErrorOfMean, variance } from '@minebench/core';

/** Of independent replicates of one value. */
export interface ReplicateSummary {
  readonly mean: number;
  readonly standardError: number;
  readonly variance: number;
  /** Of the variance: sqrt((m4 - s^4) / R), for want of normality. Worth nothing where fourth moments are infinite. */
  readonly varianceStandardError: number;
  readonly smallest: number;
  readonly largest: number;
}

/** @param values - at least two */
export function summarizeReplicates(values: Float64Array): ReplicateSummary {
  const center = mean(values);
  const spread = variance(values);
  const fourth = mean(values.map((value) => (value - center) ** 4));
  return {
    mean: center,
    standardError: standardErrorOfMean(values),
    variance: spread,
    varianceStandardError: Math.sqrt(Math.max(0, fourth - spread ** 2) / values.length),
    smallest: values.reduce((least, value) => Math.min(least, value)),
    largest: values.reduce((most, value) => Math.max(most, value)),
  };
}
