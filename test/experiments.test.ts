import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Experiment } from '@minebench/core';
import { atSize, planExperiment } from '@minebench/runner';
import { describe, expect, it } from 'vitest';
import { root } from './package-boundaries.ts';

const folder = join(root, 'experiments');
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
const load = async (file: string): Promise<Experiment> => (await import(join(folder, file))).default;
const sizes = ['quick', 'reference', 'full'] as const;

/** Files beside an experiment, such as a critic, are loaded by the command line's own loader, which a test runner's process does not have. */
const namesFiles = (file: string): boolean => /'\.\/[\w-]+\//.test(readFileSync(join(folder, file), 'utf8'));

async function cellsByCommand(file: string, size: string): Promise<number> {
  const store = mkdtempSync(join(tmpdir(), 'minebench-'));
  const cli = join(root, 'packages/cli/bin/minebench.js');
  const given = [cli, 'status', join('experiments', file), '--size', size, '--store', store, '--json'];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: root });
    return JSON.parse(stdout).cells;
  } finally {
    rmSync(store, { recursive: true });
  }
}

describe.each(files)('experiments/%s', (file) => {
  it('is named as its file, and can be planned at every size', async () => {
    const experimentUrl = pathToFileURL(join(folder, file)).href;
    const experiment = await load(file);
    expect(`${experiment.id}.ts`).toBe(file);
    for (const size of sizes) {
      const cells = namesFiles(file)
        ? await cellsByCommand(file, size)
        : (await planExperiment(atSize(experiment, size), { experimentUrl })).length;
      expect(cells).toBeGreaterThan(0);
    }
  });
});

it('each figure of the literature has one experiment, that of the GAN one a data set', async () => {
  const figures = (await Promise.all(files.map(load))).flatMap(({ figure }) => figure ?? []);
  const repeated = figures.filter((figure, k) => figures.indexOf(figure) !== k);
  expect(repeated).toEqual(['12']);
});
