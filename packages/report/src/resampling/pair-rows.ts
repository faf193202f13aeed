import type { CellRecord, JsonObject } from '@minebench/core';
import { numberAt, numbersAt, objectAt, textAt } from '../rows/json-access.ts';
import { type Measured, measuredAt, studyRecords } from '../rows/study-record.ts';

/** One draw of reference pairs, as it is drawn. */
export interface PairPicture {
  /** `row of x * n + row of y` of each pair, ascending. */
  readonly pairs: readonly number[];
  readonly side: number;
  readonly low: number;
  readonly high: number;
  /** Kernel density at the midpoints of the grid's cells, row by row, y upwards. */
  readonly density: readonly number[];
  /** Total variation distance to the density of all n^2 pairs. */
  readonly distance: number;
}

/** One `resampling` record. */
export interface PairRow {
  readonly mode: string;
  readonly n: number;
  /** n'. */
  readonly size: number;
  readonly repeats: number;
  /** Share of the n' pairs that are joint ones. */
  readonly fixedPoints: Measured;
  /** Different pairs among the n'. */
  readonly distinct: Measured;
  readonly picture: PairPicture | null;
}

const finite = (value: JsonObject[string] | undefined): number[] =>
  numbersAt(value).filter((item): item is number => item !== null);

function pictureOf(value: JsonObject): PairPicture | null {
  const density = objectAt(value.density);
  const [side, low, high, distance] = [density.side, density.low, density.high, value.distanceToAllPairs].map(numberAt);
  if (side === null || low === null || high === null || distance === null) return null;
  return { pairs: finite(value.pairs), side, low, high, density: finite(density.values), distance };
}

/** Completed records, by mode, n and n'. */
export const pairRows = (records: readonly CellRecord[]): PairRow[] =>
  studyRecords(records, 'resampling')
    .flatMap(({ params, result }) => {
      const references = objectAt(params.references);
      const [fixedPoints, distinct] = [measuredAt(result.fixedPoints), measuredAt(result.distinct)];
      const [n, size, repeats] = [params.n, references.size, params.repeats].map(numberAt);
      if (fixedPoints === null || distinct === null || n === null || size === null || repeats === null) return [];
      const mode = textAt(references.mode) ?? '?';
      return [{ mode, n, size, repeats, fixedPoints, distinct, picture: pictureOf(objectAt(result.picture)) }];
    })
    .sort((a, b) => (a.mode < b.mode ? -1 : a.mode > b.mode ? 1 : a.n - b.n || a.size - b.size));

/** Share of joint pairs that a mode has in expectation, out of a pool of n rows: exact. */
export const expectedFixedPoints = (mode: string, n: number): number =>
  mode === 'shuffle' || mode === 'replace' ? 1 / n : 0;

/** Different pairs among n' drawn with replacement out of n^2, in expectation: n^2 (1 - (1 - n^-2)^n'). Exact. */
export const expectedDistinct = (n: number, size: number): number =>
  n ** 2 * -Math.expm1(size * Math.log1p(-(n ** -2)));
