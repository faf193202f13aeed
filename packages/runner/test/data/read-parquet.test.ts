import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readColumns, selectColumns, writePairs } from '../../src/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';

type Written = Parameters<typeof parquetWriteBuffer>[0];

const read = (content: Uint8Array, columns?: string) => {
  const path = join(temporaryFolder(), 'a.parquet');
  writeFileSync(path, content);
  return readColumns(path, columns ? { select: (names) => selectColumns(columns, names, '--x') } : {});
};
const bytes = (written: Written): Uint8Array => new Uint8Array(parquetWriteBuffer(written));

describe('the Parquet reader', () => {
  it('takes floats, integers and booleans of several row groups', async () => {
    const { names, rows, columns } = await read(
      bytes({
        rowGroupSize: 2,
        columnData: [
          { name: 'd', data: [0.1, 0.2, 0.3, 0.4, 0.5], type: 'DOUBLE' },
          { name: 'f', data: [0.5, 1, 1.5, 2, 2.5], type: 'FLOAT' },
          { name: 'i', data: [1, -2, 3, 4, 5], type: 'INT32' },
          { name: 'l', data: [1n, 2n, -(2n ** 53n), 4n, 5n], type: 'INT64' },
          { name: 'b', data: [true, false, true, true, false], type: 'BOOLEAN' },
        ],
      }),
    );
    expect({ names, rows }).toEqual({ names: ['d', 'f', 'i', 'l', 'b'], rows: 5 });
    expect(columns.map((column) => [...column])).toEqual([
      [0.1, 0.2, 0.3, 0.4, 0.5],
      [0.5, 1, 1.5, 2, 2.5],
      [1, -2, 3, 4, 5],
      [1, 2, -(2 ** 53), 4, 5],
      [1, 0, 1, 1, 0],
    ]);
  });

  const mixed: Written = {
    rowGroupSize: 2,
    columnData: [
      { name: 'x0', data: [1, 2, null, 4] as never, type: 'DOUBLE', nullable: true },
      { name: 'label', data: ['a', 'b', 'c', 'd'], type: 'STRING' },
      { name: 'y0', data: [1, 2, 3, NaN], type: 'DOUBLE' },
      { name: 'z', data: [1n, 2n, 3n, 2n ** 53n + 1n], type: 'INT64' },
      { name: 'w', data: [4, 3, 2, 1], type: 'DOUBLE' },
    ],
  };

  it('reads the columns asked for, whatever the others hold', async () => {
    expect((await read(bytes(mixed), 'w')).columns).toEqual([Float64Array.of(4, 3, 2, 1)]);
  });

  it.each([
    ['x0', 'row 3 of 4, column x0: has no value'],
    ['label', 'row 1 of 4, column label: "a" is no number'],
    ['y0', 'row 4 of 4, column y0: NaN is not finite'],
    ['z', 'row 4 of 4, column z: is an integer that no double holds exactly'],
  ])('refuses column %s', async (column, problem) => {
    await expect(read(bytes(mixed), column)).rejects.toThrow(InputError);
    await expect(read(bytes(mixed), column)).rejects.toThrow(problem);
  });

  it('names a compression that it does not know', async () => {
    const zipped = bytes({
      columnData: [{ name: 'x0', data: [1, 2, 3], type: 'DOUBLE' }],
      codec: 'ZSTD',
      compressors: { ZSTD: (input) => input },
    });
    await expect(read(zipped)).rejects.toThrow("is compressed with ZSTD; write it with compression 'snappy' or none");
  });

  it('refuses a file without rows, and what is none of its format', async () => {
    await expect(read(bytes({ columnData: [{ name: 'x0', data: [], type: 'DOUBLE' }] }))).rejects.toThrow(
      'has no rows',
    );
    await expect(read(Buffer.from('x0,y0\n1,2\n'))).rejects.toThrow('is no Parquet file');
  });

  it('refuses every file that was cut off, at each byte', async () => {
    const path = join(temporaryFolder(), 'a.parquet');
    await writePairs(path, { count: 2, dimX: 1, dimY: 1, x: Float64Array.of(1, 2), y: Float64Array.of(3, 4) });
    const whole = readFileSync(path);
    for (let length = 1; length < whole.length; length++)
      await expect(read(whole.subarray(0, length))).rejects.toThrow(/is cut off/);
  });

  it('says in one line that a file is damaged', async () => {
    const path = join(temporaryFolder(), 'a.parquet');
    await writePairs(path, { count: 2, dimX: 1, dimY: 1, x: Float64Array.of(1, 2), y: Float64Array.of(3, 4) });
    const damaged = readFileSync(path);
    damaged.fill(0xff, damaged.length - 60, damaged.length - 8);
    await expect(read(damaged)).rejects.toThrow(/^FILE .* is damaged: [^\n]+; write it anew$/);
  });
});
