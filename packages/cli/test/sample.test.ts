import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample as sampleCommand } from '../src/commands/sample.ts';
import { newFolder, writeFiles } from './support/folders.ts';
import { hostCli, startCli } from './support/run-cli.ts';

const folder = newFolder();
const cli = hostCli(folder);
beforeAll(() => writeFiles(folder, { 'a-file': 'text' }));
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});

const sample = (...args: string[]) => cli.run(['sample', ...args]);
const bytesOf = (name: string): Buffer => readFileSync(join(folder, name));

describe.concurrent('minebench sample', () => {
  it('writes the rows and says what they are', async () => {
    const { code, stdout, stderr } = await sample('gaussian:dimension=2,rho=.8', '--n', '100', '--out', 'two.csv');
    // I = -(d/2) log(1 - rho^2) = -log 0.36
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: 'gaussian(dimension=2, rho=0.8): I = 1.0217 nats (analytic); 100 rows of 2 + 2 numbers in two.csv\n',
    });
    const lines = bytesOf('two.csv').toString().split('\n');
    expect(lines[0]).toBe('x0,x1,y0,y1');
    expect(lines).toHaveLength(102);
    expect(lines[101]).toBe('');
    for (const line of lines.slice(1, -1)) expect(line.split(',').map(Number).every(Number.isFinite)).toBe(true);
  });

  it('--json prints one object', async () => {
    const { code, stdout } = await sample(
      '{"id":"gaussian","rho":0}',
      '--n',
      '7',
      '--seed',
      '3',
      '--out',
      'seven.npy',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      task: 'gaussian(dimension=1, rho=0)',
      dimX: 1,
      dimY: 1,
      mi: { nats: 0, method: 'analytic' },
      rows: 7,
      seed: 3,
      file: 'seven.npy',
      format: 'npy',
    });
    // A header of 128 bytes and 7 x 2 doubles.
    expect(bytesOf('seven.npy')).toHaveLength(128 + 7 * 2 * 8);
  });

  it('gives the same bytes for the same seed, others for another', async () => {
    const draw = (seed: string, name: string) => sample('gaussian:rho=.5', '--n', '50', '--seed', seed, '--out', name);
    await Promise.all([draw('1', 'a.parquet'), draw('1', 'b.parquet'), draw('2', 'c.parquet')]);
    expect(bytesOf('a.parquet').equals(bytesOf('b.parquet'))).toBe(true);
    expect(bytesOf('a.parquet').equals(bytesOf('c.parquet'))).toBe(false);
  });

  it('leaves nothing behind where it is interrupted', async () => {
    const inside = newFolder();
    try {
      const running = startCli(
        ['sample', 'gaussian:dimension=5,rho=.5', '--n', '100000000', '--out', 'long.csv'],
        inside,
      );
      while (readdirSync(inside).length === 0) await new Promise((resolve) => setImmediate(resolve));
      running.child.kill('SIGINT');
      const { code, stderr } = await running.ended;
      expect({ code, stderr }).toEqual({ code: 130, stderr: 'stopped; nothing was written\n' });
      expect(readdirSync(inside)).toEqual([]);
    } finally {
      rmSync(inside, { recursive: true });
    }
  });

  it('refuses bad input in one line with exit code 2', async () => {
    const { code, stdout, stderr } = await sample('gausian', '--n', '5', '--out', 'bad.csv');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('minebench: TASK "gausian" is no known task; did you mean gaussian?\n');
    expect((await sample('gaussian:rho=0.5', '--n', '5')).stderr).toContain(
      "required option '--out <FILE>' not specified",
    );
  });
});

describe('bad input, which leaves no file', () => {
  const good = { task: 'gaussian:rho=0.5', n: '5', seed: '0', out: 'bad.csv' };
  it.each([
    ['a misspelt task', { task: 'gausian' }, 'TASK "gausian" is no known task; did you mean gaussian'],
    [
      'a correlation beyond one',
      { task: 'gaussian:rho=1.5' },
      'TASK.rho: expected a number between -1 and 1, both excluded, got 1.5',
    ],
    ['a misspelt option', { task: 'gaussian:roh=0.5' }, 'TASK.roh is no known field; did you mean rho'],
    ['an option without its value', { task: 'gaussian:rho' }, 'TASK "gaussian:rho" has an option'],
    ['no rows', { n: '0' }, '--n "0" is no positive integer'],
    ['half a row', { n: '2.5' }, '--n "2.5"'],
    ['a negative seed', { seed: '-1' }, '--seed "-1" is no seed'],
    ['a seed beyond 2^53', { seed: '9007199254740993' }, 'is no seed'],
    ['an unknown extension', { out: 'bad.txt' }, 'has an extension that is not known: .txt; end it with .csv'],
    ['a folder that does not exist', { out: 'nowhere/bad.csv' }, 'lies in a folder that does not exist'],
    ['a file for a folder', { out: 'a-file/bad.csv' }, 'lies in what is no folder'],
  ])('%s', async (_, flags, says) => {
    const { task, out, ...rest } = { ...good, ...flags };
    const drawing = sampleCommand(task, { ...rest, out: join(folder, out) });
    await expect(drawing).rejects.toThrow(InputError);
    await expect(drawing).rejects.toThrow(says);
    expect(readdirSync(folder).filter((name) => /bad|\.tmp$/.test(name))).toEqual([]);
  });
});
