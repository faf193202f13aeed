import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { mayHoldExpression } from '../../../src/own-data/expressions/column-expression.ts';
import { readOwnColumns } from '../../../src/own-data/own-columns.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const ROWS = 60;
const header = ['a', 'b', 'c^2', 'weight (kg)', 'twice', 'twice', 'last, first', 'pi', 'log'];
/** The value of a column in a row: all differ, and all are positive. */
const cell = (column: number, row: number): number => 1 + column + row / 7;

const lines = Array.from({ length: ROWS }, (_, row) => header.map((_, column) => cell(column, row)).join(','));

function read(x: string, y = 'b') {
  const path = join(temporaryFolder(), 'table.csv');
  writeFileSync(path, `${header.map((name) => `"${name}"`).join(',')}\n${lines.join('\n')}\n`);
  return readOwnColumns(path, { x, y });
}

describe('columns that are computed', () => {
  const [a, b] = [0, 1].map((column) => (row: number) => cell(column, row));
  it.each<[string, (row: number) => number]>([
    ['log(a)', (row) => Math.log(a(row))],
    ['a^2 + 3 * b', (row) => a(row) ** 2 + 3 * b(row)],
    ['-sqrt(a)/2', (row) => -Math.sqrt(a(row)) / 2],
    ['a > 3 ? b : 0', (row) => (a(row) > 3 ? b(row) : 0)],
    ['2 < a and a <= 5', (row) => Number(a(row) > 2 && a(row) <= 5)],
    ['exp(-a) * e', (row) => Math.exp(-a(row)) * Math.E],
    // A column goes before a constant and does not hide a function.
    ['a * pi', (row) => a(row) * cell(7, row)],
    ['log(log)', (row) => Math.log(cell(8, row))],
    ['log(column("weight (kg)"))', (row) => Math.log(cell(3, row))],
    ['column(0) - column(4)', (row) => a(row) - cell(4, row)],
  ])('%s', async (x, expected) => {
    const { namesX, columns } = await read(x, 'weight (kg)');
    expect(namesX).toEqual([x]);
    expect(columns.map(({ name, variable }) => [name, variable])).toEqual([
      [x, 'x'],
      ['weight (kg)', 'y'],
    ]);
    for (const [row, value] of columns[0].values.entries()) expect(value).toBeCloseTo(expected(row), 12);
    expect([...columns[1].values]).toEqual(Array.from({ length: ROWS }, (_, row) => cell(3, row)));
  });

  it('stand beside columns, with commas within their brackets', async () => {
    const { namesX, namesY, columns } = await read('max(a, 3), 4, log(b)', 'b,weight (kg) , max(min(a,b), 2)');
    expect(namesX).toEqual(['max(a, 3)', 'twice', 'log(b)']);
    expect(namesY).toEqual(['b', 'weight (kg)', 'max(min(a,b), 2)']);
    const row = 30;
    expect(columns.map(({ values }) => values[row])).toEqual([
      Math.max(a(row), 3),
      cell(4, row),
      Math.log(b(row)),
      b(row),
      cell(3, row),
      Math.max(a(row), 2),
    ]);
  });

  it('do not change a column that is needed elsewhere, and else take its place in memory', async () => {
    const { columns } = await read('a^2, a, a^3', 'b');
    const row = 9;
    expect(columns.map(({ values }) => values[row])).toEqual([a(row) ** 2, a(row), a(row) ** 3, b(row)]);
  });

  it('give way to columns of their name', async () => {
    const { columns } = await read('c^2');
    expect(columns[0].values[5]).toBe(cell(2, 5));
  });

  it.each([
    ['weight (g)', '--x "weight (g)" is no column; did you mean weight (kg)?'],
    ['exp(a', 'is neither a column nor an expression: Parenthesis ) expected (char 6); write it of numbers'],
    ['log(d)', '--x "log(d)" names d, which is no column; did you mean'],
    ['lgo(a)', 'calls lgo, which is no function here; did you mean log?'],
    ['a + 2b', 'lacks an operator in 2 b; write * between what is multiplied'],
    ['3 + e', '--x "3 + e" is no column; use one of'],
    ['-1', '--x "-1" is no column'],
    ['column("wait")', '--x "wait" is no column'],
    ['column(99)', '--x "99" is beyond the last column, 8'],
    ['column(a)', 'has column() without one column in it; write column("NAME") or column(INDEX)'],
    ['log(twice)', '--x "twice" names 2 columns; give an index: 4 or 5'],
    ['atan2(a)', 'cannot be computed: Too few arguments'],
    ['log(a), log( a )', '--x "log( a )" is given twice; give it once'],
    // Nothing but numbers of a row.
    ['random()*a', 'calls random, which is no function here'],
    ['evaluate("a")', 'calls evaluate, which is no function here'],
    ['import({pow: a})', 'calls import, which is no function here'],
    ['a.constructor', 'holds a.constructor, which is not computed here'],
    ['f(z) = a', 'holds f(z) = a, which is not computed here'],
    ['a = 3', 'holds a = 3, which is not computed here'],
    ['[a]', 'holds [a], which is not computed here'],
    ['exp(a)!', 'holds exp(a)!, which is not computed here'],
  ])('refuse "%s" in one line', async (x, says) => {
    await expect(read(x)).rejects.toThrow(InputError);
    await expect(read(x)).rejects.toThrow(says);
    await expect(read(x)).rejects.toThrow(/^[^\n]+$/);
  });

  it('are refused in X and in Y', async () => {
    await expect(read('a+b, a', 'b, a + b')).rejects.toThrow('--y "a + b" is an expression of X too');
  });

  it.each([
    // a is 1 + row / 7, 3 in the 15th of the rows.
    ['log(a - 1)', 'row 1 of 60: log(a - 1) is -Infinity where a is 1; leave such rows out'],
    [
      'sqrt(3.01 - a) + b',
      'row 16 of 60: sqrt(3.01 - a) + b is NaN where a is 3.142857142857143 and b is 4.142857142857142',
    ],
    ['1/(a-3)', 'row 15 of 60: 1/(a-3) is Infinity where a is 3'],
  ])('%s names the row where it is not finite', async (x, says) => {
    await expect(read(x)).rejects.toThrow(InputError);
    await expect(read(x)).rejects.toThrow(says);
  });
});

describe('mathjs', () => {
  it.each(['a', 'x0, x1', '0-4,7', 'income of 2020', ''])('is not wanted for "%s"', (text) => {
    expect(mayHoldExpression(text)).toBe(false);
  });
  it.each(['log(a)', 'a, b^2', 'a-b', '0-4, -a'])('is wanted for "%s"', (text) => {
    expect(mayHoldExpression(text)).toBe(true);
  });
});
