import type { OwnValues, PairBound, PairContext } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import fc from 'fast-check';

/** Counts of a joint law on a finite alphabet, a row an x, a column a y: means over its listed pairs are exact expectations. */
export type Table = readonly (readonly number[])[];

/** Tables of 2 to 4 by 2 to 4 cells, every count from 1 to 6. */
export const tables = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

/** A number for every cell. */
export type OnCells = (x: number, y: number) => number;

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Probabilities of a table, and functions of its law in nats. */
export function lawOf(table: Table) {
  const size = total(table.flat());
  const ofX = table.map((row) => total(row) / size);
  const ofY = table[0].map((_, y) => total(table.map((row) => row[y])) / size);
  const joint: OnCells = (x, y) => table[x][y] / size;
  const product: OnCells = (x, y) => ofX[x] * ofY[y];
  const sum = (of: OnCells) => total(table.flatMap((row, x) => row.map((_, y) => of(x, y))));
  const logRatio: OnCells = (x, y) => Math.log(joint(x, y) / product(x, y));
  return { ofX, ofY, joint, product, sum, logRatio, mi: sum((x, y) => joint(x, y) * logRatio(x, y)) };
}

/** A value for every cell of a table, out of one list however large the table is. */
export const cellsOf =
  (table: Table, values: readonly number[]): OnCells =>
  (x, y) =>
    values[(x * table[0].length + y) % values.length];

export const cellValues = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 16, maxLength: 16 });

/** Every pair as often as it counts: P, and P_X x P_Y or the uniform law as references. */
function pairsOf(table: Table, references: 'product' | 'uniform') {
  const listed = (count: OnCells) =>
    table.flatMap((row, x) => row.flatMap((_, y) => Array.from({ length: count(x, y) }, () => [x, y] as const)));
  const inRow = table.map(total);
  const inColumn = table[0].map((_, y) => total(table.map((row) => row[y])));
  return {
    joint: listed((x, y) => table[x][y]),
    reference: listed(references === 'uniform' ? () => 1 : (x, y) => inRow[x] * inColumn[y]),
  };
}

/** What a function of a bound's context gives, in expectation under a table, for critic values and own values on its cells. */
export function expectation(
  table: Table,
  bound: PairBound,
  of: (context: PairContext) => { dataSync(): ArrayLike<number> },
  scores: OnCells,
  own: Readonly<Record<string, OnCells>> = {},
): number {
  const { joint, reference } = pairsOf(table, bound.references === 'uniform' ? 'uniform' : 'product');
  return onHost(() => {
    const at = (pairs: readonly (readonly [number, number])[], values: OnCells) =>
      tf.tensor1d(Float32Array.from(pairs, ([x, y]) => values(x, y)));
    const ownAt = (pairs: readonly (readonly [number, number])[]): OwnValues =>
      Object.fromEntries(Object.entries(own).map(([name, values]) => [name, at(pairs, values)]));
    return of({
      joint: at(joint, scores),
      reference: at(reference, scores),
      own: ownAt(joint),
      ownReference: ownAt(reference),
    }).dataSync()[0];
  });
}
