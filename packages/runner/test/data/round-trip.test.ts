import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, keyFromSeed, type Pairs } from '@minebench/core';
import { gaussian } from '@minebench/generators';
import fc from 'fast-check';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { dataFormats, readPairs, sampleBlocks, writePairs } from '../../src/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Bytes, so that -0 and 0 differ. */
const bytes = (numbers: Float64Array): Buffer => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const columns = ({ dimX, dimY }: { dimX: number; dimY: number }, format: string) =>
  format === 'npy' ? { x: `0-${dimX - 1}`, y: `${dimX}-${dimX + dimY - 1}` } : {};

const pairsOf = (dimX: number, dimY: number, numbers: readonly number[]): Pairs => {
  const count = Math.floor(numbers.length / (dimX + dimY));
  const flat = Float64Array.from(numbers);
  return { count, dimX, dimY, x: flat.slice(0, count * dimX), y: flat.slice(count * dimX, count * (dimX + dimY)) };
};

describe.each(dataFormats)('%s', (format) => {
  it('gives back every finite double, bit for bit', async () => {
    const path = join(temporaryFolder(), `pairs.${format}`);
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(finite, { minLength: 6, maxLength: 60 }),
        async (dimX, dimY, numbers) => {
          const pairs = pairsOf(dimX, dimY, numbers);
          await writePairs(path, pairs);
          const { pairs: read, warnings } = await readPairs(path, columns(pairs, format));
          expect(warnings).toEqual([]);
          expect({ ...read, x: bytes(read.x), y: bytes(read.y) }).toEqual({
            ...pairs,
            x: bytes(pairs.x),
            y: bytes(pairs.y),
          });
        },
      ),
      { numRuns: 40, seed: 5, examples: [[1, 1, [-0, 0, Number.MIN_VALUE, Number.MAX_VALUE, -1e-310, 2 ** 53]]] },
    );
  });

  it('gives back what was drawn in more than one block, in order', async () => {
    const path = join(temporaryFolder(), `drawn.${format}`);
    const source = sampleBlocks(gaussian({ dimension: 2, rho: 0.5 }), 70_000, keyFromSeed(3));
    await writePairs(path, source);
    const { pairs } = await readPairs(path, columns(source, format));
    const blocks = [...source.blocks()];
    expect(blocks.map(({ count }) => count)).toEqual([65_536, 4464]);
    expect(bytes(pairs.x).equals(Buffer.concat(blocks.map(({ x }) => bytes(x))))).toBe(true);
    expect(bytes(pairs.y).equals(Buffer.concat(blocks.map(({ y }) => bytes(y))))).toBe(true);
  });

  it('leaves the old file and nothing else where writing fails midway', async () => {
    const folder = temporaryFolder();
    const path = join(folder, `pairs.${format}`);
    await writePairs(path, pairsOf(1, 1, [1, 2, 3, 4]));
    const before = readFileSync(path);
    const broken = pairsOf(1, 1, [1, 2, 3, Number.NaN]);
    await expect(writePairs(path, broken)).rejects.toThrow('y[1][0] NaN is not finite');
    const aborted = AbortSignal.abort();
    await expect(writePairs(path, pairsOf(1, 1, [5, 6]), { signal: aborted })).rejects.toThrow('aborted');
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder)).toEqual([`pairs.${format}`]);
  });
});

describe('sampleBlocks', () => {
  const task = gaussian({ dimension: 1, rho: 0.5 });

  it('is task.sample where one block is enough', () => {
    const [block, ...others] = sampleBlocks(task, 1000, keyFromSeed(8)).blocks();
    expect(others).toEqual([]);
    expect(block).toEqual(task.sample(1000, keyFromSeed(8)));
  });

  it('begins a longer sample with a shorter one, and repeats no block', () => {
    const first = [...sampleBlocks(task, 140_000, keyFromSeed(8)).blocks()];
    const second = [...sampleBlocks(task, 200_000, keyFromSeed(8)).blocks()];
    expect(first.slice(0, 2)).toEqual(second.slice(0, 2));
    expect(new Set(second.map(({ x }) => x[0])).size).toBe(second.length);
  });
});

describe('writePairs', () => {
  it('keeps where samples come from in Parquet', async () => {
    const path = join(temporaryFolder(), 'pairs.parquet');
    await writePairs(path, pairsOf(1, 1, [1, 2]), { meta: { task: 'gaussian(dimension=1, rho=0.5)', seed: '7' } });
    expect(parquetMetadata(new Uint8Array(readFileSync(path))).key_value_metadata).toEqual([
      { key: 'task', value: 'gaussian(dimension=1, rho=0.5)' },
      { key: 'seed', value: '7' },
    ]);
  });

  it('writes text that other tools read: a header, commas, a line break at the end', async () => {
    const path = join(temporaryFolder(), 'pairs.csv');
    await writePairs(path, {
      count: 2,
      dimX: 2,
      dimY: 1,
      x: Float64Array.of(1, -0, 0.1, 1e300),
      y: Float64Array.of(2, 3),
    });
    expect(readFileSync(path, 'utf8')).toBe('x0,x1,y0\n1,-0,2\n0.1,1e+300,3\n');
  });

  it.each([
    ['pairs.txt', 'has an extension that is not known: .txt; end it with .csv, .npy or .parquet'],
    ['pairs', 'has no extension'],
    ['nowhere/pairs.csv', 'lies in a folder that does not exist'],
    ['folder.csv', 'is a folder'],
    ['file.csv/pairs.csv', 'lies in what is no folder'],
  ])('refuses %s', async (name, problem) => {
    const folder = temporaryFolder();
    await writePairs(join(folder, 'file.csv'), pairsOf(1, 1, [1, 2]));
    mkdirSync(join(folder, 'folder.csv'));
    const writing = writePairs(join(folder, name), pairsOf(1, 1, [1, 2]), { argument: '--out' });
    await expect(writing).rejects.toThrow(InputError);
    await expect(writing).rejects.toThrow(problem);
    await expect(writing).rejects.toThrow('--out');
    expect(readdirSync(folder).sort()).toEqual(['file.csv', 'folder.csv']);
  });
});
