import { RunningMoments } from '@minebench/core';
import type { OwnColumn } from './own-columns.ts';
import { type TailIndex, tailIndex } from './tail-index.ts';

/** What is known of a column before it is transformed. */
export interface ColumnFacts {
  readonly name: string;
  readonly variable: 'x' | 'y';
  readonly rows: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Different values. */
  readonly distinct: number;
  readonly tail?: TailIndex;
}

export const isConstant = ({ distinct }: Pick<ColumnFacts, 'distinct'>): boolean => distinct === 1;

/** Rounded measurements have ties too, but more values than this. */
const MOST_LEVELS = 1000;

/** Each value occurs ten times or more on average: not a sample of a density. */
export const isDiscrete = ({ distinct, rows }: Pick<ColumnFacts, 'distinct' | 'rows'>): boolean =>
  distinct > 1 && distinct <= Math.min(MOST_LEVELS, rows / 10);

/** From one sorted copy of the column. */
export function columnFacts({ name, variable, values }: OwnColumn): ColumnFacts {
  const moments = new RunningMoments();
  for (const value of values) moments.push(value);
  const sorted = values.slice().sort();
  let distinct = 1;
  for (let k = 1; k < sorted.length; k++) if (sorted[k] !== sorted[k - 1]) distinct++;
  const tail = tailIndex(sorted);
  return {
    name,
    variable,
    rows: values.length,
    mean: moments.mean,
    standardDeviation: Math.sqrt(moments.variance),
    distinct,
    ...(tail ? { tail } : {}),
  };
}
