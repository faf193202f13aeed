import type { CellRecord } from '@minebench/core';
import { numberAt, objectAt } from '../rows/json-access.ts';
import { studyRecords } from '../rows/study-record.ts';

/** Minibatch values of a bound at its optimal critic, over replicates; nats. */
export interface MinibatchSummary {
  readonly mean: number;
  readonly standardError: number;
  readonly variance: number;
  readonly varianceStandardError: number;
  readonly largest: number;
}

/** One `minibatch-oracle` record. */
export interface MinibatchRow {
  readonly truth: number;
  readonly dimension: number;
  readonly batchSize: number;
  readonly referenceSize: number;
  readonly replicates: number;
  readonly dataSeed: number;
  readonly values: Readonly<Record<string, MinibatchSummary>>;
}

/** Bounds of the records, in the order of the figures. */
export const minibatchBounds = ['dv', 'nwj', 'infonce'] as const;

/** Completed records by their truth. */
export const minibatchRows = (records: readonly CellRecord[]): MinibatchRow[] =>
  studyRecords(records, 'minibatch-oracle')
    .flatMap(({ params, result, truth, dataSeed, status }) => {
      if (status !== 'completed' || truth === null) return [];
      const values = objectAt(result.values);
      const summary = (id: string): MinibatchSummary => {
        const of = (field: string): number => numberAt(objectAt(values[id])[field]) ?? Number.NaN;
        return {
          mean: of('mean'),
          standardError: of('standardError'),
          variance: of('variance'),
          varianceStandardError: of('varianceStandardError'),
          largest: of('largest'),
        };
      };
      const size = (field: string): number => numberAt(params[field]) ?? Number.NaN;
      return [
        {
          truth,
          dimension: numberAt(result.dimX) ?? Number.NaN,
          batchSize: size('batchSize'),
          referenceSize: size('referenceSize'),
          replicates: size('replicates'),
          dataSeed,
          values: Object.fromEntries(minibatchBounds.map((id) => [id, summary(id)])),
        },
      ];
    })
    .sort((a, b) => a.truth - b.truth || a.dataSeed - b.dataSeed);

/**
 * Variance of NWJ at its optimal critic for d correlated Gaussian pairs: d rho^2 / b + (e^(2I) - 1) / n', with rho^2 = 1 - e^(-2I/d). Exact.
 */
export const nwjVariance = (row: Pick<MinibatchRow, 'truth' | 'dimension' | 'batchSize' | 'referenceSize'>): number =>
  (row.dimension * -Math.expm1((-2 * row.truth) / row.dimension)) / row.batchSize +
  Math.expm1(2 * row.truth) / row.referenceSize;
