import { InputError, log, type Pairs, type Stream, type Task } from '@minebench/core';

/** How a symbol travels: its number, or a vector with a 1 in its place. */
export type Encoding = 'number' | 'one-hot';

/** Joint probabilities of two finite alphabets, a row a symbol of X. */
export type Table = readonly (readonly number[])[];

/** Dimension of a symbol of an alphabet of `size`. */
export const widthOf = (size: number, encoding: Encoding): number => (encoding === 'one-hot' ? size : 1);

/** Writes symbols as points, `[count, widthOf(size)]`. */
export function encode(symbols: Int32Array, size: number, encoding: Encoding): Float64Array {
  if (encoding === 'number') return Float64Array.from(symbols);
  const points = new Float64Array(symbols.length * size);
  for (let row = 0; row < symbols.length; row++) points[row * size + symbols[row]] = 1;
  return points;
}

/**
 * Reads symbols from points.
 * @throws InputError where a point is no symbol
 */
export function decode(points: Float64Array, size: number, encoding: Encoding): Int32Array {
  const width = widthOf(size, encoding);
  const symbols = new Int32Array(points.length / width);
  for (let row = 0; row < symbols.length; row++) {
    const point = points.subarray(row * width, (row + 1) * width);
    const symbol = encoding === 'number' ? point[0] : point.indexOf(1);
    const known = Number.isInteger(symbol) && symbol >= 0 && symbol < size;
    if (!known || (encoding === 'one-hot' && point.some((value, k) => value !== (k === symbol ? 1 : 0))))
      throw new InputError({
        argument: `point ${row}`,
        value: Array.from(point),
        problem: `is no symbol of ${size}`,
        remedy: `give ${encoding === 'number' ? `whole numbers from 0 to ${size - 1}` : `vectors of ${size} numbers, one of them 1 and the others 0`}`,
      });
    symbols[row] = symbol;
  }
  return symbols;
}

/** log p(x, y) / (p(x) p(y)) of every pair of symbols; -Infinity where p(x, y) = 0. */
export function tableRatios(table: Table): number[][] {
  const rows = table.map((row) => row.reduce((sum, p) => sum + p, 0));
  const columns = table[0].map((_, k) => table.reduce((sum, row) => sum + row[k], 0));
  const total = rows.reduce((sum, p) => sum + p, 0);
  return table.map((row, i) =>
    row.map((p, j) => (p === 0 ? Number.NEGATIVE_INFINITY : log((p * total) / (rows[i] * columns[j])))),
  );
}

/** I = sum p log p(x, y) / (p(x) p(y)), nats. */
export function tableInformation(table: Table): number {
  const ratios = tableRatios(table);
  let [nats, total] = [0, 0];
  table.forEach((row, i) => {
    row.forEach((p, j) => {
      total += p;
      if (p > 0) nats += p * ratios[i][j];
    });
  });
  return nats / total;
}

/** Index of a weight, with probability in proportion to it: a weight of 0 is never drawn. */
export function drawIndex(cumulative: Float64Array, stream: Stream): number {
  const position = stream.uniform() * cumulative[cumulative.length - 1];
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Sums of the first weights. */
export function cumulate(weights: readonly number[]): Float64Array {
  let total = 0;
  return Float64Array.from(weights, (weight) => {
    total += weight;
    return total;
  });
}

/** What every task on two finite alphabets has in common: the exact density ratio, and the table that its draws are held to. */
export function alphabetTask(
  table: Table,
  read: (pairs: Pairs) => { readonly x: Int32Array; readonly y: Int32Array },
): Required<Pick<Task, 'logDensityRatio' | 'evidence'>> {
  const ratios = tableRatios(table);
  return {
    logDensityRatio(pairs) {
      const { x, y } = read(pairs);
      return Float64Array.from(x, (symbol, row) => ratios[symbol][y[row]]);
    },
    evidence: { alphabet: { probabilities: table, symbols: read } },
  };
}
