import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CompareFlags, compare } from '../src/commands/compare.ts';
import { newFolder, snapshot, writeFiles } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

/** t(x, y) = a x y + b x: a critic with two weights. */
const critic = `
import type { Critic } from '@minebench/core';
import * as tf from '@tensorflow/tfjs';

const critic: Critic = {
  id: 'product',
  init: () => ({ a: tf.scalar(0.1), b: tf.scalar(0.1) }),
  score: ({ a, b }, x, y) => tf.sum(tf.add(tf.mul(a, tf.mul(x, y)), tf.mul(b, x)), 1),
};
export default critic;
`;

const folder = newFolder();
const cli = hostCli(folder);
beforeAll(() => writeFiles(folder, { 'my-critic.ts': critic }));
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true, force: true });
});

const tiny = [
  '--task',
  'gaussian:dimension=1,rho=.5',
  '--task',
  '1v1-additive-0.75',
  '--seeds',
  '2',
  '--n',
  '200',
  '--steps',
  '20',
];
const two = ['--critic', './my-critic.ts', '--critic', 'joint-mlp:hidden=[8]', ...tiny, '--workers', '1'];

describe('minebench compare', () => {
  it('compares a critic of the user’s with one of ours and a baseline, prints, writes a report, and resumes', async () => {
    const first = await cli.run(['compare', ...two, '--baseline', 'cca', '--json']);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain('compare-tasks: 12 of 12 cells to run');
    const result = JSON.parse(first.stdout);
    expect(result).toMatchObject({
      id: 'compare-tasks',
      suite: null,
      seeds: 2,
      n: 200,
      steps: 20,
      equal: null,
      notes: [],
    });
    expect(result.contestants.map(({ name }: { name: string }) => name)).toEqual([
      './my-critic.ts',
      'joint-mlp:hidden=[8]',
      'cca',
    ]);
    // Two weights of ours; two inputs, eight units, one output: 2*8 + 8 + 8 + 1.
    expect(result.contestants.map(({ parameters }: { parameters: unknown }) => parameters)).toEqual([
      { least: 2, most: 2 },
      { least: 33, most: 33 },
      null,
    ]);
    expect(result.differences).toHaveLength(3);
    for (const field of ['a', 'b', 'meanDifference', 'low', 'high', 'resolved', 'seedsNeeded'])
      expect(result.differences[0]).toHaveProperty(field);
    for (const { results } of result.tasks) {
      const seeds = results.map(({ replicates }: { replicates: { dataSeed: number }[] }) =>
        replicates.map(({ dataSeed }) => dataSeed),
      );
      expect(seeds[1]).toEqual(seeds[0]);
      expect(seeds[2]).toEqual(seeds[0]);
    }
    const page = join(folder, 'reports', 'compare-tasks', 'index.html');
    expect(result.report).toBe(page);
    expect(readFileSync(page, 'utf8')).toContain('Paired differences of absolute error');
    expect(existsSync(join(folder, 'reports', 'compare-tasks', 'summary.md'))).toBe(true);

    const before = snapshot(join(folder, 'runs'));
    const again = await cli.run(['compare', ...two]);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).toContain('compare-tasks: all 8 cells done already');
    expect(again.stdout).toContain('2 contestants on 2 tasks, 2 seeds each');
    expect(again.stdout).toMatch(/holds +Contestants met the same data/);
    expect(snapshot(join(folder, 'runs'))).toEqual(before);
  });
});

describe('bad input of minebench compare', () => {
  const joint = { critic: ['joint-mlp', 'separable-mlp'], suite: 'small' };

  it.each<[string, Partial<CompareFlags>, string]>([
    [
      'a critic',
      { critic: ['joint-mlp', 'joint-mlq'] },
      '--critic "joint-mlq" is no known critic; did you mean joint-mlp?',
    ],
    ['a file', { critic: ['joint-mlp', './absent.ts'] }, 'does not exist; check the path'],
    ['a suite', { suite: 'standart' }, '--suite "standart" is no known suite; did you mean standard?'],
    ['no seed', { seeds: '0' }, '--seeds 0 leaves no spread'],
    ['one seed', { seeds: '1' }, '--seeds 1 leaves no spread'],
    ['an equality', { equal: 'params' }, '--equal "params" is nothing that contestants can be made equal in'],
    ['one contestant', { critic: ['joint-mlp'] }, 'name one contestant only, joint-mlp; give at least two'],
    ['an option', { bound: ['dv:=1'] }, '--bound "dv:=1" has an option that is no name=value'],
  ])('%s', async (_, flags, message) => {
    await expect(compare({ ...joint, ...flags })).rejects.toThrow(InputError);
    await expect(compare({ ...joint, ...flags })).rejects.toThrow(message);
  });

  it('is one line and exit code 2', async () => {
    const { code, stdout, stderr } = await cli.run(['compare', '--critic', 'joint-mlp', '--suite', 'standart']);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'minebench: --suite "standart" is no known suite; did you mean standard?\n',
    });
  });
});
