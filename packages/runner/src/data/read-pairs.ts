import type { Pairs } from '@minebench/core';
import { pairColumns } from './pair-columns.ts';
import { readColumns } from './read-columns.ts';

export interface ReadPairsOptions {
  /** Columns of X, as `selectColumns` takes them; those named x0, x1, ... where absent. */
  readonly x?: string;
  /** Columns of Y; those named y0, y1, ... where absent. */
  readonly y?: string;
  readonly argument?: string;
}

export interface ReadPairs {
  readonly pairs: Pairs;
  readonly namesX: readonly string[];
  readonly namesY: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Pairs of a file.
 * @throws InputError as `readColumns` and `selectColumns` do, and where a column is in X and in Y, or X or Y has none
 */
export async function readPairs(path: string, { x, y, argument = 'FILE' }: ReadPairsOptions = {}): Promise<ReadPairs> {
  let dimX = 0;
  const select = (names: readonly string[]): number[] => {
    const chosen = pairColumns(names, { ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) });
    dimX = chosen.x.length;
    return [...chosen.x, ...chosen.y];
  };
  const { names, rows, columns, warnings } = await readColumns(path, { select, argument });
  return {
    pairs: {
      count: rows,
      dimX,
      dimY: columns.length - dimX,
      x: rowMajor(columns.slice(0, dimX), rows),
      y: rowMajor(columns.slice(dimX), rows),
    },
    namesX: names.slice(0, dimX),
    namesY: names.slice(dimX),
    warnings,
  };
}

function rowMajor(columns: readonly Float64Array[], rows: number): Float64Array {
  const numbers = new Float64Array(rows * columns.length);
  for (const [index, column] of columns.entries())
    for (let row = 0; row < rows; row++) numbers[row * columns.length + index] = column[row];
  return numbers;
}
