import { InputError } from '@minebench/core';
import { selectColumns } from './select-columns.ts';

/** Columns of X and of Y as `--x` and `--y` give them: `selectColumns` says how. */
export interface PairColumnsOptions {
  /** Those named x0, x1, ... where absent. */
  readonly x?: string;
  /** Those named y0, y1, ... where absent. */
  readonly y?: string;
}

/**
 * Which columns of a file are X and which are Y, by index.
 * @throws InputError as `selectColumns` does, and where a column is in X and in Y, or X or Y has none
 */
export function pairColumns(
  names: readonly string[],
  { x, y }: PairColumnsOptions,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
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
  return { x: ofX, y: ofY };
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
