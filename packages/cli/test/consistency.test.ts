import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { newFolder } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

interface Output {
  readonly claims: readonly { readonly name: string; readonly verdict: string }[];
  readonly comparisons: readonly {
    readonly check: string;
    readonly name: string;
    readonly verdict: string;
    readonly difference: number;
    readonly trueDifference: number;
  }[];
}

const folder = newFolder();
const cli = hostCli(folder);
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('minebench consistency', () => {
  it('finds that the Gaussian plug-in keeps sums and chains, and is not invariant under a spiral', async () => {
    // Linear dependence is all that it sees: of Gaussians everything, also where a coordinate is stretched; of a rotation by the radius little.
    const { code, stdout, stderr } = await cli.run([
      'consistency',
      '--baseline',
      'cca',
      '--seeds',
      '6',
      '--n',
      '5000',
      '--workers',
      '1',
      '--json',
    ]);
    expect(code, stderr).toBe(1);
    const { claims, comparisons } = JSON.parse(stdout) as Output;
    const verdict = (start: string) => claims.find(({ name }) => name.startsWith(start))?.verdict;
    expect(verdict('Independence')).toBe('holds');
    expect(verdict('Data processing')).toBe('holds');
    expect(verdict('Additivity')).toBe('holds');
    expect(verdict('Invariance')).toBe('fails');
    const of = (name: string) => comparisons.find((comparison) => comparison.name.includes(name))!;
    expect(of('spiral').verdict).toBe('fails');
    expect(of('affine').verdict).toBe('holds');
    expect(comparisons.every(({ check, trueDifference }) => check === 'data-processing' || trueDifference === 0)).toBe(
      true,
    );
    expect(existsSync(join(folder, 'reports/consistency/index.html'))).toBe(true);
  });

  it.each([
    [['--baseline', 'kgs'], '--baseline "kgs" is no known baseline; did you mean ksg?'],
    [['--seeds', '0'], '--seeds "0" is no positive integer'],
    [['--seeds', '2'], '--seeds 2 leaves too few differences to judge by; give at least 3'],
    [
      ['--bound', 'dv', '--n', '100', '--batch-size', '200'],
      '--batch-size 200 exceeds the 100 training pairs; lower it',
    ],
    [['--baseline', 'ksg', '--baseline', 'ksg'], '--baseline "ksg" is there twice; name each once'],
    [['--bound', 'nwj', '--bound', 'mine-f'], '--bound "mine-f" is there twice, the other time as nwj'],
    [['--critic', './nowhere.ts'], 'nowhere.ts'],
  ])('%j is one line with exit code 2', async (words, message) => {
    const { code, stderr } = await cli.run(['consistency', ...words]);
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(message);
  });
});
