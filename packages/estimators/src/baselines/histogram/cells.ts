/** The cell of every row, numbered from 0 in the order of their first rows, and how many rows each holds. */
export interface Cells {
  readonly of: Int32Array;
  readonly counts: Int32Array;
}

/** Cells of the rows of two columns: rows share one where they agree in both. */
export function jointCells(first: Int32Array, second: Int32Array): Cells {
  const width = second.reduce((largest, value) => Math.max(largest, value), 0) + 1;
  const numbers = new Map<number, number>();
  const counts = new Int32Array(first.length);
  const of = first.map((value, row) => {
    const code = value * width + second[row];
    const known = numbers.get(code);
    const number = known ?? numbers.size;
    if (known === undefined) numbers.set(code, number);
    counts[number]++;
    return number;
  });
  return { of, counts: counts.subarray(0, numbers.size) };
}

/** Cells of the rows of any number of columns, only those that hold a row: numbered anew after each column, so that no number grows beyond n times the bins. */
export const cellsOf = (columns: readonly Int32Array[]): Cells =>
  columns
    .slice(1)
    .reduce((cells, column) => jointCells(cells.of, column), jointCells(columns[0], new Int32Array(columns[0].length)));
