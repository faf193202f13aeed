import { createStream, type Key, type Pairs } from '@minebench/core';

/** Rows of the three parts. */
export interface PartSizes {
  readonly train: number;
  readonly selection: number;
  readonly evaluation: number;
}

/** Beyond these, more rows would hardly narrow an interval of a thousandth of a nat, and looks would cost more than training; what is left trains. */
const MOST_SELECTION = 20_000;
const MOST_EVALUATION = 100_000;

/** 60, 20 and 20 in a hundred. */
export function partSizes(rows: number): PartSizes {
  const fifth = Math.floor(rows / 5);
  const selection = Math.min(fifth, MOST_SELECTION);
  const evaluation = Math.min(fifth, MOST_EVALUATION);
  return { train: rows - selection - evaluation, selection, evaluation };
}

/** The user's rows in random order, and the three parts as views of them. */
export interface OwnSample {
  readonly all: Pairs;
  readonly train: Pairs;
  readonly selection: Pairs;
  readonly evaluation: Pairs;
}

/** `count` rows from `start` on, without a copy. */
export const rowsOf = ({ dimX, dimY, x, y }: Pairs, start: number, count: number): Pairs => ({
  count,
  dimX,
  dimY,
  x: x.subarray(start * dimX, (start + count) * dimX),
  y: y.subarray(start * dimY, (start + count) * dimY),
});

/**
 * Brings rows into random order and divides them: each row is in one part.
 * @param columns - of X, then of Y; both lists are emptied column by column, so that memory holds the table once and one variable twice
 */
export function splitRows(columns: { x: Float64Array[]; y: Float64Array[] }, key: Key): OwnSample {
  const rows = columns.x[0].length;
  const order = createStream(key).permutation(rows);
  const dimX = columns.x.length;
  const dimY = columns.y.length;
  const all = { count: rows, dimX, dimY, x: rowMajor(columns.x, order), y: rowMajor(columns.y, order) };
  const { train, selection, evaluation } = partSizes(rows);
  return {
    all,
    train: rowsOf(all, 0, train),
    selection: rowsOf(all, train, selection),
    evaluation: rowsOf(all, train + selection, evaluation),
  };
}

function rowMajor(columns: Float64Array[], order: Int32Array): Float64Array {
  const width = columns.length;
  const numbers = new Float64Array(order.length * width);
  for (let column = width - 1; column >= 0; column--) {
    const values = columns.pop()!;
    for (let position = 0; position < order.length; position++)
      numbers[position * width + column] = values[order[position]];
  }
  return numbers;
}
