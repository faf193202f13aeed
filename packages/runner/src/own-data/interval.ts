import { normalQuantile, type Reading } from '@minebench/core';

const QUANTILE = normalQuantile(0.975);

export interface ReadingInterval {
  readonly low: number | null;
  readonly high: number | null;
}

/** The 95% interval of a reading, its value and 1.96 standard errors to either side; null where there is no standard error. */
export function intervalOf({ nats, standardError }: Pick<Reading, 'nats' | 'standardError'>): ReadingInterval {
  if (!Number.isFinite(standardError)) return { low: null, high: null };
  return { low: nats - QUANTILE * standardError, high: nats + QUANTILE * standardError };
}
