import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { readPairs, selectColumns } from '../../src/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const names = ['x0', 'x1', 'height', 'y0', '7', 'twice', 'twice'];

describe('selectColumns', () => {
  it.each([
    ['x0', [0]],
    ['height,x0', [2, 0]],
    ['1-3', [1, 2, 3]],
    [' y0 , 0-1', [3, 0, 1]],
    ['5,6', [5, 6]],
    // A name goes before an index.
    ['7', [4]],
  ])('%s', (text, columns) => {
    expect(selectColumns(text, names, '--x')).toEqual(columns);
  });

  it.each([
    ['heigth', '--x "heigth" is no column; did you mean height?'],
    ['zebra', 'is no column; use one of x0, x1, height'],
    ['0-9', 'is beyond the last column, 6; give indices from 0 to 6'],
    ['3-1', 'ends before it begins; give 1-3'],
    ['x0,0', 'names column x0 twice'],
    ['twice', 'names 2 columns; give an index: 5 or 6'],
    ['x0,', 'names no column'],
    ['', 'names no column'],
    ['-1', 'is no column'],
  ])('refuses "%s"', (text, problem) => {
    expect(() => selectColumns(text, names, '--x')).toThrow(InputError);
    expect(() => selectColumns(text, names, '--x')).toThrow(problem);
  });
});

describe('readPairs', () => {
  const read = (content: string, options: { x?: string; y?: string } = {}) => {
    const path = join(temporaryFolder(), 'a.csv');
    writeFileSync(path, content);
    return readPairs(path, options);
  };

  it('takes x0, x1, ... for X and y0, ... for Y where no columns are given', async () => {
    const { pairs, namesX, namesY } = await read('y0,x0,other,x1\n1,2,a,3\n4,5,b,6\n');
    expect({ namesX, namesY }).toEqual({ namesX: ['x0', 'x1'], namesY: ['y0'] });
    expect(pairs).toEqual({ count: 2, dimX: 2, dimY: 1, x: Float64Array.of(2, 3, 5, 6), y: Float64Array.of(1, 4) });
  });

  it('takes the columns given', async () => {
    const { pairs } = await read('a,b,c\n1,2,3\n4,5,6\n', { x: 'c', y: '0-1' });
    expect(pairs).toEqual({ count: 2, dimX: 1, dimY: 2, x: Float64Array.of(3, 6), y: Float64Array.of(1, 2, 4, 5) });
  });

  it.each([
    [{}, '--x is missing, and no column is named x0; give the columns of X by name or index'],
    [{ x: 'a' }, '--y is missing'],
    [{ x: 'a,b', y: 'b,c' }, '--y "b" is a column of X too'],
  ])('refuses %j', async (options, problem) => {
    await expect(read('a,b,c\n1,2,3\n', options)).rejects.toThrow(problem);
  });
});
