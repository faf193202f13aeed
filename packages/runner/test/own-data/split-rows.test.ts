import { keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { partSizes, rowsOf, splitRows } from '../../src/own-data/split-rows.ts';

/** Row r holds r, r + .25 in X and r + .5 in Y: what belongs together can be told. */
const columns = (rows: number) => {
  const column = (offset: number) => Float64Array.from({ length: rows }, (_, row) => row + offset);
  return { x: [column(0), column(0.25)], y: [column(0.5)] };
};

describe('the three parts', () => {
  it.each([
    [50, { train: 30, selection: 10, evaluation: 10 }],
    [1003, { train: 603, selection: 200, evaluation: 200 }],
    [1_000_000, { train: 880_000, selection: 20_000, evaluation: 100_000 }],
  ])('of %i rows', (rows, sizes) => {
    expect(partSizes(rows)).toEqual(sizes);
  });

  it('hold each row once, its numbers together', () => {
    const { train, selection, evaluation } = splitRows(columns(103), keyFromSeed(1));
    const seen = [train, selection, evaluation].flatMap(({ count, x, y }) =>
      Array.from({ length: count }, (_, row) => {
        expect(x[2 * row + 1] - x[2 * row]).toBe(0.25);
        expect(y[row] - x[2 * row]).toBe(0.5);
        return x[2 * row];
      }),
    );
    expect(seen).not.toEqual([...Array(103).keys()]);
    expect(seen.sort((a, b) => a - b)).toEqual([...Array(103).keys()]);
  });

  it('depend on the key alone', () => {
    const x = (seed: number) => splitRows(columns(60), keyFromSeed(seed)).train.x;
    expect(x(1)).toEqual(x(1));
    expect(x(1)).not.toEqual(x(2));
  });

  it('share memory with all rows, and leave nothing of the columns', () => {
    const given = columns(60);
    const { all, train, evaluation } = splitRows(given, keyFromSeed(1));
    expect([given.x.length, given.y.length]).toEqual([0, 0]);
    for (const part of [train, evaluation, rowsOf(all, 5, 7)]) expect(part.x.buffer).toBe(all.x.buffer);
  });
});
