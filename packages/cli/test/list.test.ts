import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment } from './support/experiments.ts';
import { newFolder, writeFiles } from './support/folders.ts';
import { runCli } from './support/run-cli.ts';

const folder = newFolder();
beforeAll(() =>
  writeFiles(folder, {
    'experiments/chain.ts': chainExperiment({ seeds: 1 }),
    'experiments/broken.ts': 'throw new Error("not yet");',
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

const listed = async (...args: string[]) => {
  const { code, stdout, stderr } = await runCli([...args, '--json'], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

describe('minebench list', () => {
  it.each([
    ['tasks', 'gaussian'],
    ['bounds', 'mine-f'],
    ['critics', 'separable-mlp'],
    ['baselines', 'ksg'],
    ['optimizers', 'adam'],
    ['engines', 'ort:cpu'],
  ])('%s gives an array of entries, %s among them', async (what, id) => {
    const entries: { id: string; summary: string }[] = await listed('list', what);
    expect(entries.map((entry) => entry.id)).toContain(id);
    for (const { summary } of entries) expect(summary.length).toBeGreaterThan(0);
  });

  it('experiments gives those of the folder, a broken one with its reason', async () => {
    expect(await listed('list', 'experiments')).toEqual([
      { id: 'broken.ts', file: 'experiments/broken.ts', summary: expect.stringContaining('not yet') },
      { id: 'chain', file: 'experiments/chain.ts', summary: 'Chain', question: 'Does it run?' },
    ]);
  });

  it('prints a line for each without --json', async () => {
    const { stdout } = await runCli(['list', 'bounds'], folder);
    expect(stdout).toMatch(/^dv +Donsker/m);
  });
});

describe('minebench engines', () => {
  it('says that every engine of a plain installation works', async () => {
    const engines: { id: string; works: boolean }[] = await listed('engines');
    expect(engines.map(({ id, works }) => [id, works])).toEqual([
      ['ort:cpu', true],
      ['tfjs:cpu', true],
      ['tfjs:wasm', true],
    ]);
  });
});

describe('minebench --help', () => {
  it('names the commands and ends well', async () => {
    const { code, stdout } = await runCli(['--help'], folder);
    expect(code).toBe(0);
    for (const command of ['run', 'report', 'list', 'engines']) expect(stdout).toContain(command);
  });
});
