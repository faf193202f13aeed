import { type CellRecord, canonicalJson, type JsonObject } from '@minebench/core';
import { numberAt, objectAt, textAt } from './json-access.ts';

/** A record of another procedure than `estimate`, taken apart. */
export interface StudyRecord {
  readonly params: JsonObject;
  readonly protocol: JsonObject;
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly status: 'completed' | 'diverged' | 'failed';
  readonly reason: string | null;
  /** Nats; `null` where the record does not say. */
  readonly truth: number | null;
  readonly result: JsonObject;
}

/** A mean over independent draws, with its standard error. */
export interface Measured {
  readonly mean: number;
  readonly standardError: number;
}

/** The records of a procedure, in an order that depends on the records alone. */
export const studyRecords = (records: readonly CellRecord[], procedure: string): StudyRecord[] =>
  records
    .filter(({ cell }) => cell.procedure === procedure)
    .map(({ cell, result }) => ({
      key: canonicalJson({ ...cell }),
      params: cell.params,
      protocol: cell.protocol,
      dataSeed: cell.dataSeed,
      initSeed: cell.initSeed,
      status: result.status,
      reason: textAt(result.reason),
      truth: numberAt(objectAt(result.truth).nats),
      result,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** `{ mean, standardError }`; null where one of them is not a number. */
export function measuredAt(value: JsonObject[string] | undefined): Measured | null {
  const [mean, standardError] = [numberAt(objectAt(value).mean), numberAt(objectAt(value).standardError)];
  return mean === null || standardError === null ? null : { mean, standardError };
}

/** `4 cells: 4 completed`, and how many failed. */
export const studyStatus = (studies: readonly StudyRecord[]): string => {
  const completed = studies.filter(({ status }) => status === 'completed').length;
  const lost = studies.length - completed;
  return `${studies.length} cells: ${completed} completed, ${lost > 0 ? `${lost} without a value` : 'none without a value'}`;
};
