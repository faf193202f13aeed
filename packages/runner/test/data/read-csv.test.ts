import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { readColumns, selectColumns } from '../../src/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const read = (content: string, columns?: string) => {
  const path = join(temporaryFolder(), 'a.csv');
  writeFileSync(path, content);
  return readColumns(path, columns ? { select: (names) => selectColumns(columns, names, '--x') } : {});
};

describe('the CSV reader', () => {
  it.each([
    ['line breaks of Windows', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n3,4\n'],
    ['quotation marks', '"a","b"\n"1","2"\n"3",4\n'],
    ['spaces around', 'a, b\n 1 , 2\n3 ,4\n'],
    ['blank lines at the end', 'a,b\n1,2\n3,4\n\n\n'],
    ['ways to write a number', 'a,b\n+1.0,.2e1\n3.,0400E-2\n'],
  ])('takes %s', async (_, content) => {
    const { names, rows, columns, warnings } = await read(content);
    expect({ names, rows, warnings }).toEqual({ names: ['a', 'b'], rows: 2, warnings: [] });
    expect(columns.map((column) => [...column])).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('reads the columns asked for, in that order, whatever the others hold', async () => {
    const { names, columns } = await read('id,x0,label,y0\n7,1,"a, b",2\n8,3,,4\n', 'y0,x0');
    expect(names).toEqual(['y0', 'x0']);
    expect(columns.map((column) => [...column])).toEqual([
      [2, 4],
      [1, 3],
    ]);
  });

  it('reads files larger than its chunks, to the line of a fault behind them', async () => {
    const lines = Array.from({ length: 200_000 }, (_, row) => `${row},${row / 7}`);
    const { rows, columns } = await read(`x0,y0\n${lines.join('\n')}\n`);
    expect(rows).toBe(200_000);
    expect(columns[1].every((value, row) => value === row / 7)).toBe(true);
    lines[150_000] = '150000,one';
    await expect(read(`x0,y0\n${lines.join('\n')}\n`)).rejects.toThrow('line 150002, column y0: "one" is no number');
  });

  it('without a header: columns are named by their index, and the first line counts', async () => {
    const path = join(temporaryFolder(), 'a.csv');
    writeFileSync(path, '1,2\n3,4\n');
    const { names, columns } = await readColumns(path, { header: false });
    expect(names).toEqual(['0', '1']);
    expect(columns.map((column) => [...column])).toEqual([
      [1, 3],
      [2, 4],
    ]);
    writeFileSync(path, '1,2\n3\n');
    await expect(readColumns(path, { header: false })).rejects.toThrow('line 2: has 1 cells where line 1 has 2;');
    writeFileSync(path, 'a,b\n1,2\n');
    await expect(readColumns(path, { header: false })).rejects.toThrow('line 1, column 0: "a" is no number');
  });

  it('warns where the last line does not end: digits may be missing', async () => {
    const { columns, warnings } = await read('x0,y0\n1,2\n3,4');
    expect(columns.map((column) => [...column])).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(warnings).toEqual([expect.stringContaining('line 3 may lack digits')]);
  });

  it.each([
    ['', 'is empty; give a file'],
    ['\n\n', 'has no header'],
    ['x0,y0\n', 'has no rows below its header'],
    ['1,2\n3,4\n', 'line 1: has numbers where names are expected; begin the file with a row of names'],
    ['x0;y0\n1;2\n', 'has ";" between its names; separate columns by commas'],
    ['x0\ty0\n1\t2\n', 'has "\\t" between its names'],
    ['x0,y0\n1,2\n3,4\n5,six\n', 'line 4, column y0: "six" is no number'],
    ['x0,y0\n1,0x10\n', 'line 2, column y0: "0x10" is no number'],
    ['x0,y0\n1,1e\n', 'line 2, column y0: "1e" is no number'],
    ['x0,y0\n1,true\n', 'line 2, column y0: "true" is no number'],
    ['x0,y0\n,2\n', 'line 2, column x0: has no value; fill it or remove the row'],
    ['x0,y0\n1,2\n1,nan\n', 'line 3, column y0: "nan" is not finite'],
    ['x0,y0\n1,-inf\n', 'line 2, column y0: "-inf" is not finite'],
    ['x0,y0\n1,Infinity\n', 'line 2, column y0: "Infinity" is not finite'],
    ['x0,y0\n1,NA\n', 'line 2, column y0: "NA" is not finite'],
    ['x0,y0\n1,1e999\n', 'line 2, column y0: "1e999"'],
    ['x0,y0\n1,2\n3\n', 'line 3: has 1 cells where line 1 has 2 names'],
    ['x0,y0\n1,2\n3,4,5\n', 'line 3: has 3 cells where line 1 has 2 names'],
    ['x0,y0,y1\n1,2,3\n4,5', 'line 3: has 2 cells where line 1 has 3 names; complete it; a file that was cut off'],
    ['x0,y0\n1,2\n\n3,4\n', 'line 3 is blank; remove it'],
    ['x0,y0\n1,"2\n3,4\n', 'line 2: a quotation mark is not closed'],
  ])('refuses %j', async (content, problem) => {
    await expect(read(content)).rejects.toThrow(InputError);
    await expect(read(content)).rejects.toThrow(problem);
  });
});

describe('readColumns', () => {
  it.each([
    ['nowhere.csv', 'does not exist; check the path'],
    ['folder.csv', 'is no file'],
    ['a.xlsx', 'has an extension that is not known: .xlsx; end it with .csv, .npy or .parquet'],
  ])('refuses %s', async (name, problem) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.csv'));
    await expect(readColumns(join(folder, name), { argument: 'DATA' })).rejects.toThrow(InputError);
    await expect(readColumns(join(folder, name), { argument: 'DATA' })).rejects.toThrow(problem);
    await expect(readColumns(join(folder, name), { argument: 'DATA' })).rejects.toThrow(/^DATA "/);
  });
});
