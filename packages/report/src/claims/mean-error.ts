import { standardErrorOfMean } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';

export interface MeanError {
  /** Nats; `null` where neither the readings nor their spread tell. */
  readonly standardError: number | null;
  readonly method: 'evaluation' | 'replicates' | 'none';
}

/**
 * Standard error of the mean of completed replicates. Each reading's own error on its evaluation part, combined as for independent readings,
 * sqrt(sum se_i^2) / R. It leaves out the spread between replicates on purpose: an allowance of three standard errors is for the noise of reading
 * an estimate, and an estimator that varies from seed to seed shall not earn a wider tolerance by it. Where a reading has no error of its own,
 * the spread between replicates stands in, as s / sqrt(R).
 */
export function standardErrorOfReadings(rows: readonly EstimateRow[]): MeanError {
  const errors = rows.map((row) => row.standardError);
  if (errors.length > 0 && errors.every((error) => error !== null))
    return {
      standardError: Math.sqrt(errors.reduce((total, error) => total + error * error, 0)) / errors.length,
      method: 'evaluation',
    };
  const nats = rows.flatMap((row) => (row.nats === null ? [] : [row.nats]));
  if (nats.length >= 2) return { standardError: standardErrorOfMean(nats), method: 'replicates' };
  return { standardError: null, method: 'none' };
}
