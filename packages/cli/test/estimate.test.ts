import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EstimateFlags, estimate as estimateCommand } from '../src/commands/estimate.ts';
import { newFolder, writeFiles } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

const folder = newFolder();
const cli = hostCli(folder);
const quick = ['--steps', '400', '--permutations', '9', '--critic', 'joint-mlp:hidden=[16]'];

/** t(x, y) = w x y + c, in one dimension. */
const ownCritic = `
import { type Critic } from '@minebench/core';
import { tf } from '@minebench/engine';
const critic: Critic = {
  id: 'bilinear',
  init: () => ({ w: tf.tensor2d([[0.1]]), c: tf.zeros([1]) }),
  score: (params, x, y) => tf.add(tf.sum(tf.mul(tf.matMul(x, params.w), y), 1), params.c),
};
export default critic;
`;

beforeAll(async () => {
  const lines = Array.from({ length: 60 }, (_, row) => `${row},${Math.sin(row)},${row === 7 ? '' : 1 / (row + 1)}`);
  writeFiles(folder, {
    'table.csv': `time,wave,gap\n${lines.join('\n')}\n`,
    'short.csv': 'x0,y0\n1,2\n3,4\n',
    'data.txt': 'x0,y0\n1,2\n',
    'my-critic.ts': ownCritic,
  });
  const args = ['sample', 'gaussian:rho=.8', '--n', '2000', '--seed', '5', '--out', 'pairs.npy'];
  expect((await cli.run(args)).code).toBe(0);
});
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});

const estimate = (...args: string[]) => cli.run(['estimate', ...args]);
const columns = ['--x', '0', '--y', '1'];

describe.concurrent('minebench estimate', () => {
  it('prints a table, says its warnings and writes a report of one page', async () => {
    const args = ['pairs.npy', ...columns, '--estimator', 'cca', '--estimator', 'mine', ...quick];
    const { code, stdout, stderr } = await estimate(...args);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('report: ') });
    expect(stdout).toMatch(/^I\(0; 1\) of 2000 rows, in nats\n/);
    expect(stdout).toMatch(/\nCCA +neither bound +0\.\d{4} +\[0\.\d{4}, 0\.\d{4}\] +0\.10 /);
    expect(stdout).toMatch(/\nMINE, joint-mlp +lower bound /);
    // Of ten values the observed one is the highest, p = .1, and says so.
    expect(stdout).toContain('! CCA: p = 0.10: independence is not refuted');
    const page = readFileSync(join(folder, 'reports/estimate-pairs/index.html'), 'utf8');
    expect(page).toContain(
      'minebench estimate pairs.npy --x 0 --y 1 --estimator cca --estimator mine --critic &#39;joint-mlp:hidden=[16]&#39; --seed 0',
    );
    expect(page).not.toContain(folder);
  });

  it('--json prints one object, with names that others rely on', async () => {
    const args = ['pairs.npy', ...columns, '--estimator', 'cca', '--estimator', 'mine', ...quick];
    const { code, stdout } = await estimate(...args, '--json', '--no-report', '--seed', '3');
    expect(code).toBe(0);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({ rows: 2000, dimX: 1, dimY: 1, warnings: [], seed: 3 });
    expect(found.estimates).toHaveLength(2);
    for (const each of found.estimates) {
      expect(each).toMatchObject({ estimator: expect.any(String), kind: expect.any(String), status: 'completed' });
      expect(each.low).toBeLessThan(each.nats);
      expect(each.high).toBeGreaterThan(each.nats);
      expect(each).toMatchObject({ pValue: 0.1, warnings: expect.any(Array) });
    }
    // I = .5108: the Gaussian plug-in within four standard errors.
    const { nats, standardError } = found.estimates[0];
    expect(Math.abs(nats + Math.log(0.36) / 2)).toBeLessThan(4 * standardError);
  });

  it("takes a critic of the user's, named from where the command is typed, and --out", async () => {
    const args = ['--estimator', 'mine', '--critic', './my-critic.ts', '--steps', '100', '--permutations', '0'];
    const { code, stdout } = await estimate('pairs.npy', ...columns, ...args, '--out', 'elsewhere');
    expect(code).toBe(0);
    expect(stdout).toContain('MINE, bilinear');
    expect(existsSync(join(folder, 'elsewhere/index.html'))).toBe(true);
  });

  it('ends with 3 where no estimator completes', async () => {
    // A column and its triple have no covariance that can be inverted.
    writeFiles(folder, { 'line.csv': `a,b\n${Array.from({ length: 60 }, (_, k) => `${k},${3 * k}`).join('\n')}\n` });
    const args = ['line.csv', '--x', 'a', '--y', 'b', '--estimator', 'cca', '--no-report'];
    const { code, stdout } = await estimate(...args);
    expect(code).toBe(3);
    expect(stdout).toContain('! CCA: failed: ');
  });
});

describe('bad input, which leaves no report', () => {
  it('is one line with exit code 2', async () => {
    const { code, stdout, stderr } = await estimate('table.csv', '--x', 'time', '--y', 'gap');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^minebench: DATA "table\.csv" line 9, column gap: has no value; fill it or remove the row\n$/,
    );
    expect(existsSync(join(folder, 'reports/estimate-table'))).toBe(false);
  });

  const good: EstimateFlags = {
    x: 'time',
    y: 'wave',
    header: true,
    seed: '0',
    steps: '60',
    permutations: '0',
    engine: 'ort:cpu',
    report: false,
    estimator: ['mine'],
  };
  it.each<[string, Partial<EstimateFlags> & { readonly file?: string }, string]>([
    ['an unknown column', { x: 'tim' }, '--x "tim" is no column; did you mean time?'],
    [
      'an unknown column in an expression',
      { x: 'log(tim)' },
      '--x "log(tim)" names tim, which is no column; did you mean time?',
    ],
    ['a logarithm of 0', { x: 'log(time)' }, 'table.csv" row 1 of 60: log(time) is -Infinity where time is 0; leave'],
    ['a column on both sides', { y: 'time' }, '--y "time" is a column of X too'],
    ['too few rows', { file: 'short.csv', x: 'x0', y: 'y0' }, 'short.csv" has 2 rows, too few'],
    ['an unknown extension', { file: 'data.txt' }, 'data.txt" has an extension that is not known: .txt'],
    ['no such file', { file: 'nowhere.csv' }, 'nowhere.csv" does not exist'],
    ['an unknown estimator', { estimator: ['kgs'] }, '--estimator "kgs" is no known bound or baseline; did you mean'],
    ['an estimator without a name', { estimator: [''] }, '--estimator "" names no estimator; give mine, ksg:k=5'],
    ['an unknown critic', { critic: 'join-mlp' }, '--critic "join-mlp" is no known critic; did you mean joint-mlp'],
    ['a critic that is not there', { critic: './no.ts' }, 'no.ts" does not exist'],
    ['a seed that is none', { seed: '-1' }, '--seed "-1" is no integer of at least 0'],
    ['half a permutation', { permutations: '1.5' }, '--permutations "1.5" is no integer of at least 0'],
    ['no steps', { steps: '0' }, '--steps "0" is no positive integer'],
    ['an unknown engine', { engine: 'ort:gpu' }, '--engine "ort:gpu"'],
  ])('%s', async (_, { file = 'table.csv', ...flags }, says) => {
    const estimating = estimateCommand(join(folder, file), { ...good, ...flags });
    await expect(estimating).rejects.toThrow(InputError);
    await expect(estimating).rejects.toThrow(says);
  });
});
