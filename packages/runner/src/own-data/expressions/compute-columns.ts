import type { Term } from '../../data/select-columns.ts';
import type { ColumnExpression } from './column-expression.ts';

/** The columns of the file that are read for some terms, by index, each once. */
export const sourcesOf = (terms: readonly Term<ColumnExpression>[]): number[] => [
  ...new Set(terms.flatMap((term) => (typeof term === 'number' ? [term] : term.columns))),
];

/**
 * One column for each term, expressions computed row by row. A column that nothing else needs takes the values that are computed from it, so that few columns are held
 * beside those of the answer.
 * @param read - the columns of `sourcesOf(terms)`, by index; changed in place
 * @param refuse - makes the error for a value that is not finite, given the row (from 0)
 * @throws what `refuse` makes
 */
export function computeColumns(
  terms: readonly Term<ColumnExpression>[],
  read: ReadonlyMap<number, Float64Array>,
  refuse: (expression: ColumnExpression, row: number, value: number) => Error,
): Float64Array[] {
  // A column that is chosen as it is stays as it is; the others are free after their last use.
  const lastUse = new Map<number, number>();
  for (const [at, term] of terms.entries())
    if (typeof term !== 'number') for (const c of term.columns) lastUse.set(c, at);
  for (const term of terms) if (typeof term === 'number') lastUse.delete(term);
  return terms.map((term, at) => {
    if (typeof term === 'number') return read.get(term)!;
    const inputs = term.columns.map((column) => read.get(column)!);
    const free = term.columns.findIndex((column) => lastUse.get(column) === at);
    const values = free < 0 ? new Float64Array(inputs[0].length) : inputs[free];
    const numbers = new Array<number>(inputs.length);
    for (let row = 0; row < values.length; row++) {
      for (let k = 0; k < inputs.length; k++) numbers[k] = inputs[k][row];
      const value = term.evaluate(numbers);
      if (!Number.isFinite(value)) throw refuse(term, row, value);
      values[row] = value;
    }
    return values;
  });
}
