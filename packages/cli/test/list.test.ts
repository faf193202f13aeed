import { readFileSync, rmSync } from 'node:fs';
import type { KnownMi } from '@minebench/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment } from './support/experiments.ts';
import { newFolder, writeFiles } from './support/folders.ts';
import { hostCli, runCli, startCli } from './support/run-cli.ts';

const folder = newFolder();
const cli = hostCli(folder);
beforeAll(() =>
  writeFiles(folder, {
    'experiments/chain.ts': chainExperiment({ seeds: 1 }),
    'experiments/broken.ts': 'throw new Error("not yet");',
    'experiments/critic.ts': 'export default { id: "mine", init: () => ({}), score: () => null };',
    'experiments/helpers.ts': 'export const seeds = [0, 1];',
  }),
);
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});

const listed = async (...args: string[]) => {
  const { code, stdout, stderr } = await cli.run([...args, '--json']);
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
    const entries: { id: string; summary: string; kind?: string; options?: unknown[] }[] = await listed('list', what);
    expect(entries.map((entry) => entry.id)).toContain(id);
    for (const { summary } of entries) expect(summary.length).toBeGreaterThan(0);
    const ksg = entries.find((entry) => entry.id === 'ksg');
    if (ksg)
      expect(ksg).toMatchObject({ kind: 'neither', options: [{ name: 'k', default: 3 }, { values: [1, 2] }, {}] });
  });

  it('tasks says dimensions, information and how it is known, of every task', async () => {
    const tasks: { id: string; dimX: number; dimY: number; mi: KnownMi; options?: unknown }[] = await listed(
      'list',
      'tasks',
    );
    for (const { dimX, dimY, mi } of tasks) {
      expect(dimX).toBeGreaterThan(0);
      expect(dimY).toBeGreaterThan(0);
      expect(mi.nats).toBeGreaterThanOrEqual(0);
      expect(['analytic', 'quadrature', 'monte-carlo']).toContain(mi.method);
      if (mi.method === 'monte-carlo') expect(mi.standardError).toBeGreaterThan(0);
    }
    // I = -(d/2) log(1 - rho^2)
    const { mi, options } = tasks.find(({ id }) => id === 'gaussian')!;
    const { dimension, rho } = options as { dimension: number; rho: number };
    expect(mi.nats).toBeCloseTo((-dimension / 2) * Math.log(1 - rho ** 2), 12);
  });

  it('prints a line for each task', async () => {
    const { stdout } = await cli.run(['list', 'tasks']);
    expect(stdout).toMatch(/^gaussian +5 x 5 +0\.7192 nats +analytic +componentwise/m);
  });

  it('ends well where its reader has seen enough', async () => {
    const { child, ended } = startCli(['list', 'baselines'], folder);
    child.stdout!.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('experiments gives those of the folder, a broken one with its reason, and nothing else', async () => {
    expect(await listed('list', 'experiments')).toEqual([
      { id: 'broken.ts', file: 'experiments/broken.ts', summary: expect.stringContaining('not yet') },
      { id: 'chain', file: 'experiments/chain.ts', summary: 'Chain', question: 'Does it run?' },
    ]);
  });

  it('prints names, what each bounds and its options without --json', async () => {
    const { stdout } = await cli.run(['list', 'bounds']);
    expect(stdout).toMatch(/^dv +lower bound +Donsker/m);
    expect(stdout).toMatch(/^mine-f, nwj +lower bound +/m);
    expect(stdout).toMatch(/^club, vclub +upper bound +.*\n +hidden=\[256,256\], activation=relu\|/m);
  });
});

describe('minebench engines', () => {
  it('says of every engine that it works, or why not', async () => {
    const engines: { id: string; works: boolean; reason?: string; device?: string; gflops?: number }[] =
      await listed('engines');
    const plain = ['ort:cpu', 'ort:cpu+vmap', 'wasm:simd', 'wasm:simd+vmap', 'tfjs:cpu', 'tfjs:wasm'];
    expect(engines.filter(({ works }) => works).map(({ id }) => id)).toEqual(expect.arrayContaining(plain));
    for (const { works, reason, device, gflops } of engines) {
      if (!works) expect(reason).toMatch(/^.*; .*$/);
      else expect(device && gflops).toBeGreaterThan(0);
    }
  });
});

describe('minebench --version', () => {
  it("prints the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await runCli(['--version'], folder)).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('minebench --help', () => {
  it('names the commands and ends well', async () => {
    const { code, stdout } = await runCli(['--help'], folder);
    expect(code).toBe(0);
    for (const command of ['run', 'report', 'sample', 'list', 'engines']) expect(stdout).toContain(command);
  });
});
