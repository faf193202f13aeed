import { InputError, type Pairs } from '@minebench/core';
import { readColumns } from './read-columns.ts';
import { selectColumns } from './select-columns.ts';

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
    const ofX = columnsOf('x', x, names);
    const ofY = columnsOf('y', y, names);
    const shared = ofX.find((column) => ofY.includes(column));
    if (shared !== undefined)
      throw new InputError({
        argument: '--y',
        value: names[shared],
        problem: 'is a column of X too',
        remedy: 'give X and Y different columns',
      });
    dimX = ofX.length;
    return [...ofX, ...ofY];
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

function columnsOf(variable: 'x' | 'y', text: string | undefined, names: readonly string[]): number[] {
  if (text !== undefined) return selectColumns(text, names, `--${variable}`);
  const pattern = new RegExp(`^${variable}\\d*$`);
  const found = names.flatMap((name, index) => (pattern.test(name) ? [index] : []));
  if (found.length > 0) return found;
  throw new InputError({
    argument: `--${variable}`,
    problem: `is missing, and no column is named ${variable}0`,
    remedy: `give the columns of ${variable.toUpperCase()} by name or index, as in --${variable} 0-${Math.max(0, Math.floor(names.length / 2) - 1)}`,
  });
}

function rowMajor(columns: readonly Float64Array[], rows: number): Float64Array {
  const numbers = new Float64Array(rows * columns.length);
  for (const [index, column] of columns.entries())
    for (let row = 0; row < rows; row++) numbers[row * columns.length + index] = column[row];
  return numbers;
}
