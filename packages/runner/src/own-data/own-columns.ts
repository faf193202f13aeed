import { InputError } from '@minebench/core';
import { type PairColumnsOptions, type PairTerms, pairColumns } from '../data/pair-columns.ts';
import { readColumns } from '../data/read-columns.ts';
import type { Term } from '../data/select-columns.ts';
import { type ColumnExpression, mayHoldExpression } from './expressions/column-expression.ts';
import { computeColumns, sourcesOf } from './expressions/compute-columns.ts';

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
 * The columns of X and Y of a file, read once; what is written as an expression is computed from the columns that it names.
 * @throws InputError as `readColumns`, `pairColumns` and `readExpression` do, where the file has fewer than 50 rows, X and Y or one of them has an expression twice,
 * or an expression is not finite in some row
 */
export async function readOwnColumns(path: string, { header, ...options }: ReadOwnOptions): Promise<OwnTable> {
  // mathjs is imported for those who use it.
  const readOther = [options.x, options.y].some(mayHoldExpression)
    ? (await import('./expressions/read-expression.ts')).readExpression
    : undefined;
  let chosen: PairTerms<ColumnExpression> = { x: [], y: [] };
  let allNames: readonly string[] = [];
  const select = (names: readonly string[]): number[] => {
    allNames = names;
    chosen = pairColumns(names, options, readOther);
    refuseRepeated(chosen);
    return sourcesOf([...chosen.x, ...chosen.y]);
  };
  const reading = { select, argument: 'DATA', ...(header === undefined ? {} : { header }) };
  const { rows, columns, warnings } = await readColumns(path, reading);
  const wrong = (problem: string, remedy: string) => new InputError({ argument: 'DATA', value: path, problem, remedy });
  if (rows < FEWEST_ROWS)
    throw wrong(`has ${rows} rows, too few to train on some and judge on others`, `give at least ${FEWEST_ROWS}`);
  const terms = [...chosen.x, ...chosen.y];
  const sources = sourcesOf(terms);
  const read = new Map(sources.map((column, index) => [column, columns[index]]));
  const computed = computeColumns(terms, read, (expression, row, value) => {
    const where = expression.columns.map((column) => `${allNames[column]} is ${read.get(column)![row]}`).join(' and ');
    return wrong(
      `row ${row + 1} of ${rows}: ${expression.text} is ${value} where ${where}`,
      'leave such rows out, or give an expression that is finite there',
    );
  });
  const nameOf = (term: Term<ColumnExpression>) => (typeof term === 'number' ? allNames[term] : term.text);
  const [namesX, namesY] = [chosen.x.map(nameOf), chosen.y.map(nameOf)];
  return {
    rows,
    namesX,
    namesY,
    columns: computed.map((values, index) => ({
      name: nameOf(terms[index]),
      variable: index < namesX.length ? 'x' : 'y',
      values,
    })),
    warnings,
  };
}

/** The same expression twice, as a column twice, has a covariance that nothing inverts; in X and in Y its information is infinite. */
function refuseRepeated({ x, y }: PairTerms<ColumnExpression>): void {
  const seen = new Map<string, string>();
  for (const [variable, terms] of Object.entries({ x, y }))
    for (const term of terms) {
      if (typeof term === 'number') continue;
      const { text, canonical } = term;
      const before = seen.get(canonical);
      if (before !== undefined)
        throw new InputError({
          argument: `--${variable}`,
          value: text,
          problem: before === variable ? 'is given twice' : `is an expression of X too`,
          remedy: before === variable ? 'give it once' : 'give X and Y different columns',
        });
      seen.set(canonical, variable);
    }
}
