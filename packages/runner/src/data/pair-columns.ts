import { InputError } from '@minebench/core';
import { type ReadOther, selectTerms, type Term } from './select-columns.ts';

/** Columns of X and of Y as `--x` and `--y` give them: `selectColumns` says how. */
export interface PairColumnsOptions {
  /** Those named x0, x1, ... where absent. */
  readonly x?: string;
  /** Those named y0, y1, ... where absent. */
  readonly y?: string;
}

export interface PairTerms<Computed> {
  readonly x: readonly Term<Computed>[];
  readonly y: readonly Term<Computed>[];
}

/**
 * Which columns of a file are X and which are Y, by index.
 * @param readOther - reads what is no column, such as an expression
 * @throws InputError as `selectTerms` does, and where a column is in X and in Y, or X or Y has none
 */
export function pairColumns<Computed = never>(
  names: readonly string[],
  { x, y }: PairColumnsOptions,
  readOther?: ReadOther<Computed>,
): PairTerms<Computed> {
  const ofX = termsOf('x', x, names, readOther);
  const ofY = termsOf('y', y, names, readOther);
  const shared = ofX.find((term) => typeof term === 'number' && ofY.includes(term));
  if (typeof shared === 'number')
    throw new InputError({
      argument: '--y',
      value: names[shared],
      problem: 'is a column of X too',
      remedy: 'give X and Y different columns',
    });
  return { x: ofX, y: ofY };
}

function termsOf<Computed>(
  variable: 'x' | 'y',
  text: string | undefined,
  names: readonly string[],
  readOther: ReadOther<Computed> | undefined,
): Term<Computed>[] {
  if (text !== undefined) return selectTerms(text, names, `--${variable}`, readOther);
  const pattern = new RegExp(`^${variable}\\d*$`);
  const found = names.flatMap((name, index) => (pattern.test(name) ? [index] : []));
  if (found.length > 0) return found;
  throw new InputError({
    argument: `--${variable}`,
    problem: `is missing, and no column is named ${variable}0`,
    remedy: `give the columns of ${variable.toUpperCase()} by name or index, as in --${variable} 0-${Math.max(0, Math.floor(names.length / 2) - 1)}`,
  });
}
