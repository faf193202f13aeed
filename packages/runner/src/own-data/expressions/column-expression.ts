/** A column that is computed from others, row by row. */
export interface ColumnExpression {
  /** As it was typed. */
  readonly text: string;
  /** In one way of writing, whatever the blanks: equal for equal expressions. */
  readonly canonical: string;
  /** The columns of the file that it reads, by index, each once. */
  readonly columns: readonly number[];
  /**
   * @param values - one number for each of `columns`, in their order
   * @returns a number, finite or not
   * @throws where a function is called with too few or too many numbers
   */
  evaluate(values: readonly number[]): number;
}

/** Whether some part of what `--x` or `--y` gives may be an expression: neither a word nor an index nor a range of indices. */
export const mayHoldExpression = (text: string | undefined): boolean =>
  (text ?? '').split(',').some((part) => /[^\w\s]/.test(part) && !/^\s*\d+-\d+\s*$/.test(part));
