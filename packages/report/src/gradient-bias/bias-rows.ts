import type { CellRecord } from '@minebench/core';
import { numberAt, objectAt } from '../rows/json-access.ts';
import { type Measured, measuredAt, studyRecords } from '../rows/study-record.ts';

/** One `gradient-bias` record. */
export interface BiasRow extends Measured {
  /** a of t = a x y. */
  readonly scale: number;
  /** n'. */
  readonly referenceSize: number;
  /** Of the new batch in the moving average; 1 without one. */
  readonly weight: number;
}

/** Measured biases with their control variate, by a, weight and n'. */
export const biasRows = (records: readonly CellRecord[]): BiasRow[] =>
  studyRecords(records, 'gradient-bias')
    .flatMap(({ params, result }) => {
      const measured = measuredAt(objectAt(result.bias).controlled);
      const [scale, referenceSize, weight] = [params.scale, params.referenceSize, params.weight].map(numberAt);
      return measured === null || scale === null || referenceSize === null || weight === null
        ? []
        : [{ scale, referenceSize, weight, ...measured }];
    })
    .sort((a, b) => a.scale - b.scale || b.weight - a.weight || a.referenceSize - b.referenceSize);
