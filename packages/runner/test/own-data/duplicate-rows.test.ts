import { createStream, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { duplicateRows } from '../../src/own-data/duplicate-rows.ts';

const byText = (columns: readonly Float64Array[], rows: number): number =>
  rows - new Set(Array.from({ length: rows }, (_, row) => columns.map((values) => String(values[row])).join())).size;

describe('duplicate rows', () => {
  it.each([
    [1, 4],
    [2, 9],
    [3, 30],
    [5, 1e6],
  ])('%i columns of integers below %i: as a set of texts counts them', (width, bound) => {
    const stream = createStream(keyFromSeed(width));
    const columns = Array.from({ length: width }, () =>
      Float64Array.from({ length: 5000 }, () => stream.integer(bound) / 7),
    );
    expect(duplicateRows(columns, 5000)).toBe(byText(columns, 5000));
  });

  it('counts neither columns that change places nor values that move a row', () => {
    const a = Float64Array.of(1, 2, 0.5);
    const b = Float64Array.of(2, 1, 0.5);
    expect(duplicateRows([a, b], 3)).toBe(0);
  });

  it('takes zero and minus zero for equal', () => {
    expect(duplicateRows([Float64Array.of(0, -0)], 2)).toBe(1);
  });
});
