import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { readColumns, writePairs } from '../../src/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type NpyParts, npyBytes } from './npy-bytes.ts';

const read = (content: Uint8Array) => {
  const path = join(temporaryFolder(), 'a.npy');
  writeFileSync(path, content);
  return readColumns(path);
};
const columnsOf = async (parts: NpyParts) => (await read(npyBytes(parts))).columns.map((column) => [...column]);

/** [[1, 2, 3], [4, 5, 6]] by its columns. */
const columns = [
  [1, 4],
  [2, 5],
  [3, 6],
];
const rowMajor = [1, 2, 3, 4, 5, 6];
const shape = '(2, 3)';
const bigEndian = Buffer.alloc(48);
for (const [index, value] of rowMajor.entries()) bigEndian.writeDoubleBE(value, 8 * index);

describe('the NPY reader', () => {
  it.each<[string, NpyParts]>([
    ['version 1', { shape, data: Float64Array.from(rowMajor) }],
    ['version 2', { version: 2, shape, data: Float64Array.from(rowMajor) }],
    ['version 3', { version: 3, shape, data: Float64Array.from(rowMajor) }],
    ['Fortran order', { order: 'True', shape, data: Float64Array.of(1, 4, 2, 5, 3, 6) }],
    ['shape of an old Python', { shape: '(2L, 3L)', data: Float64Array.from(rowMajor) }],
    ['big-endian doubles', { descr: '>f8', shape, data: bigEndian }],
    ['single precision', { descr: '<f4', shape, data: Float32Array.from(rowMajor) }],
    ['64-bit integers', { descr: '<i8', shape, data: BigInt64Array.from(rowMajor.map(BigInt)) }],
    ['32-bit integers', { descr: '<i4', shape, data: Int32Array.from(rowMajor) }],
    ['16-bit integers', { descr: '<u2', shape, data: Uint16Array.from(rowMajor) }],
    ['bytes', { descr: '|u1', shape, data: Uint8Array.from(rowMajor) }],
  ])('takes %s', async (_, parts) => {
    expect(await columnsOf(parts)).toEqual(columns);
  });

  it('takes negative integers and booleans', async () => {
    expect(await columnsOf({ descr: '<i8', shape: '(2,)', data: BigInt64Array.of(-3n, 2n) })).toEqual([[-3, 2]]);
    expect(await columnsOf({ descr: '|i1', shape: '(2,)', data: Int8Array.of(-3, 2) })).toEqual([[-3, 2]]);
    expect(await columnsOf({ descr: '|b1', shape: '(2, 1)', data: Uint8Array.of(1, 0) })).toEqual([[1, 0]]);
  });

  it('names columns by their index', async () => {
    expect((await read(npyBytes({ shape, data: Float64Array.from(rowMajor) }))).names).toEqual(['0', '1', '2']);
  });

  const data = Float64Array.from(rowMajor);
  it.each<[string, Buffer, string]>([
    ['complex numbers', npyBytes({ descr: '<c16', shape: '(3,)', data }), 'type <c16; save it with array.astype'],
    ['half precision', npyBytes({ descr: '<f2', shape: '(24,)', data }), 'type <f2'],
    ['objects', npyBytes({ descr: '|O', shape: '(6,)', data }), 'type |O'],
    ['three axes', npyBytes({ shape: '(1, 2, 3)', data }), 'has shape [1, 2, 3]; save an array of shape [n, columns]'],
    ['a single number', npyBytes({ shape: '()', data: data.subarray(0, 1) }), 'has shape []'],
    ['no rows', npyBytes({ shape: '(0, 3)', data: data.subarray(0, 0) }), 'no numbers'],
    ['NaN', npyBytes({ shape, data: Float64Array.of(1, 2, 3, 4, NaN, 6) }), 'row 2 of 2, column 1: NaN is not finite'],
    [
      'infinity, Fortran order',
      npyBytes({ order: 'True', shape, data: Float64Array.of(1, 4, -Infinity, 5, 3, 6) }),
      'row 1 of 2, column 1: -Infinity is not finite',
    ],
    [
      '2^53 + 1',
      npyBytes({ descr: '<i8', shape: '(1,)', data: BigInt64Array.of(2n ** 53n + 1n) }),
      'row 1 of 1, column 0: is an integer that no double holds exactly',
    ],
    ['version 4', npyBytes({ version: 4 as never, shape, data }), 'has version 4 of the NPY format'],
    ['another format', Buffer.from('x0,y0\n1,2\n'), 'is no NPY file'],
    ['nothing', Buffer.alloc(0), 'is empty'],
    ['a second array', Buffer.concat([npyBytes({ shape, data }), npyBytes({ shape, data })]), 'bytes beyond its array'],
  ])('refuses %s', async (_, content, problem) => {
    await expect(read(content)).rejects.toThrow(InputError);
    await expect(read(content)).rejects.toThrow(problem);
  });

  it('refuses every file that was cut off, at each byte', async () => {
    const path = join(temporaryFolder(), 'a.npy');
    await writePairs(path, { count: 2, dimX: 1, dimY: 1, x: Float64Array.of(1, 2), y: Float64Array.of(3, 4) });
    const whole = readFileSync(path);
    for (let length = 1; length < whole.length; length++)
      await expect(read(whole.subarray(0, length))).rejects.toThrow('is cut off');
  });
});
