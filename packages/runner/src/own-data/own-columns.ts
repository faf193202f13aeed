import { InputError } from '@minebench/core';
import { type PairColumnsOptions, pairColumns } from '../data/pair-columns.ts';
import { readColumns } from '../data/read-columns.ts';

/** A column of the user's file. Its values are changed in place by what comes after, so that the table is never held twice. */
export interface OwnColumn {
  readonly name: string;
  readonly variable: 'x' | 'y';
  readonly values: Float64Array;
}

export interface OwnTable {
  readonly rows: number;
  readonly namesX: readonly string[];
  readonly namesY: readonly string[];
  /** Those of X first. Whoever works on them takes them out. */
  readonly columns: OwnColumn[];
  /** What a reader should know of the file, a sentence each. */
  readonly warnings: readonly string[];
}

export interface ReadOwnOptions extends PairColumnsOptions {
  /** False where a CSV file begins with numbers: its columns are then called by their index. */
  readonly header?: boolean;
}

/** With fewer, the evaluation part has less than ten rows, and no interval means anything. */
const FEWEST_ROWS = 50;

/**
 * The columns of X and Y of a file, read once.
 * @throws InputError as `readColumns` and `pairColumns` do, and where the file has fewer than 50 rows
 */
export async function readOwnColumns(path: string, { header, ...options }: ReadOwnOptions): Promise<OwnTable> {
  let dimX = 0;
  const select = (names: readonly string[]): number[] => {
    const { x, y } = pairColumns(names, options);
    dimX = x.length;
    return [...x, ...y];
  };
  const reading = { select, argument: 'DATA', ...(header === undefined ? {} : { header }) };
  const { names, rows, columns, warnings } = await readColumns(path, reading);
  if (rows < FEWEST_ROWS)
    throw new InputError({
      argument: 'DATA',
      value: path,
      problem: `has ${rows} rows, too few to train on some and judge on others`,
      remedy: `give at least ${FEWEST_ROWS}`,
    });
  return {
    rows,
    namesX: names.slice(0, dimX),
    namesY: names.slice(dimX),
    columns: columns.map((values, index) => ({
      name: names[index],
      variable: index < dimX ? 'x' : 'y',
      values,
    })),
    warnings,
  };
}
