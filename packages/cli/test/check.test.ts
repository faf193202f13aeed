import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@minebench/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, writeFiles } from './support/folders.ts';
import { dvBound, gateExperiment, mineBound } from './support/gate-experiment.ts';
import { hostCli } from './support/run-cli.ts';

const sweep = "engine: 'wasm:simd', bound: './bound.ts', n: 2000";
// Where an average that starts at zero hurts: few steps, at Adam's own rate.
const mine = `task: { id: 'gaussian', dimension: 2, mi: 2 }, bound: './mine.ts', critic: { id: 'joint-mlp', hidden: [32, 32] }, optimizer: 'adam'`;
const more = [`{ ...sweep, ${mine} }`];

/** A changed baseline with a checksum that fits it, as if it had been made so. */
function signed(text: string): string {
  const { checksum: _, ...content } = JSON.parse(text);
  const checksum = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return JSON.stringify({ ...content, checksum });
}

describe('minebench check', () => {
  const folder = newFolder();
  // One process answers all command lines; what a changed file gives is trained in workers, which are new each time.
  const host = hostCli(folder);
  const check = (file: string, ...flags: string[]) =>
    host.run(['check', file, '--baseline', 'base.json', '--workers', '1', ...flags]);
  const refused = async (file: string, ...flags: string[]) => {
    const { code, stdout, stderr } = await check(file, ...flags);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    return stderr;
  };
  let made = '';

  beforeAll(async () => {
    writeFiles(folder, { 'gate.ts': gateExperiment({ sweep, more }), 'bound.ts': dvBound(), 'mine.ts': mineBound() });
    const { code, stderr } = await host.run(['baseline', 'gate.ts', '--out', 'base.json', '--workers', '1']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('3 comparisons, 18 cells')]);
    made = readFileSync(join(folder, 'base.json'), 'utf8');
  });
  afterAll(() => {
    host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the program that made the baseline passes: the same bytes need no test', async () => {
    const { code, stdout } = await check('gate.ts', '--no-speed');
    expect([code, stdout]).toEqual([0, '0 worse, 0 unresolved, 0 not worse, 9 identical\n']);
  });

  it('a forgotten log, and a moving average that starts at zero, are caught by name of estimator and task, in every output', async () => {
    writeFiles(folder, { 'bound.ts': dvBound(true), 'mine.ts': mineBound(true) });
    const { code, stdout } = await check(
      'gate.ts',
      '--no-speed',
      '--json',
      '--markdown',
      'out/gate.md',
      '--junit',
      'gate.xml',
      '--report',
      'report',
    );
    writeFiles(folder, { 'bound.ts': dvBound(), 'mine.ts': mineBound() });
    const { verdict, comparisons } = JSON.parse(stdout);
    const worse = comparisons.filter((one: { verdict: string }) => one.verdict === 'worse');
    expect([code, verdict]).toEqual([1, 'fails']);
    const biased = worse.filter((one: { measure: string }) => one.measure === 'bias');
    expect(biased.map((one: { estimator: string; task: string }) => `${one.estimator} on ${one.task}`)).toEqual([
      'my-dv + joint-mlp on 1v1-normal-0.75',
      'my-dv + joint-mlp on gaussian',
      'my-mine + joint-mlp on gaussian',
    ]);
    expect(readFileSync(join(folder, 'out/gate.md'), 'utf8')).toMatch(
      /\| worse \| bias \| my-dv \+ joint-mlp \| gaussian \|/,
    );
    const xml = readFileSync(join(folder, 'gate.xml'), 'utf8');
    expect(xml).toContain(`failures="${worse.length}"`);
    expect(xml).toMatch(/name="bias of my-dv \+ joint-mlp on gaussian"><failure message="worse: /);
    const page = readFileSync(join(folder, 'report', 'index.html'), 'utf8');
    expect(page).toContain('my-dv + joint-mlp is no worse than its baseline');
    const { data } = JSON.parse(readFileSync(join(folder, 'report', 'error-distributions.vl.json'), 'utf8'));
    const errors = (data.values as Record<string, unknown>[]).filter(({ kind }) => kind === 'error');
    expect(errors.filter(({ state }) => state === 'baseline')).toHaveLength(errors.length / 2);
  });

  it('a program that gives the same bytes in four times the time fails by its time alone', async () => {
    const again = 'for (let time = 0; time < 3; time++) await estimate.run(cell, context);';
    const run = `${again} return estimate.run(cell, context);`;
    writeFiles(folder, { 'slow.ts': gateExperiment({ sweep, more, run }) });
    const { code, stdout } = await check('slow.ts', '--only', 'bound=my-dv');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /worse: time of my-dv \+ joint-mlp over all tasks: .* calibration kernels .*factor 2 allowed/,
    );
    expect(stdout).toMatch(/1 worse, 0 unresolved, 0 not worse, 5 identical/);
  });

  it('two baselines print side by side', async () => {
    const { code, stdout } = await host.run(['diff', 'base.json', 'base.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/my-dv \+ joint-mlp +gaussian +.* x 1\.00 +6\/6/);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['cut off', (text) => text.slice(0, 500), /cut off or edited; .*minebench baseline gate\.ts --out base\.json/],
    [
      'edited by hand',
      (text) => text.replace('"failureRate": 0', '"failureRate": 0.5'),
      /changed by hand.*minebench baseline/,
    ],
    ['no baseline', () => '{}', /is no baseline; make one/],
    [
      'timed in another kernel',
      (text) => signed(text.replace('160 x 160', '80 x 80')),
      /another calibration kernel .*--no-speed/,
    ],
    ['of a newer format', (text) => text.replace('"version": 1', '"version": 2'), /format version 2.*make it anew/],
  ])('a baseline that is %s is one line and exit code 2', async (_, damage, message) => {
    writeFileSync(join(folder, 'base.json'), damage(made));
    const stderr = await refused('gate.ts').finally(() => writeFileSync(join(folder, 'base.json'), made));
    expect(stderr).toMatch(message);
  });

  it.each<[string, string, readonly string[], RegExp]>([
    [
      'another protocol',
      `${sweep}, protocol: { steps: 200 }`,
      [],
      /another protocol .*was .* and is .*minebench baseline/,
    ],
    ['more seeds', `${sweep}, seeds: 7`, [], /no cell of my-dv.*dataSeed=6.*minebench baseline/],
    ['another estimator', "bound: 'dv'", [], /has no cell of dv \+ joint-mlp on .*minebench baseline/],
    ['another engine', sweep, ['--engine', 'tfjs:cpu'], /made with the engine wasm:simd.*--engine wasm:simd/],
    ['looks beyond its seeds', `${sweep}, seeds: 1`, [], /seeds 1 leaves no spread/],
  ])('an experiment with %s is one line and exit code 2', async (name, change, flags, message) => {
    const file = `${name.replaceAll(' ', '-')}.ts`;
    writeFiles(folder, { [file]: gateExperiment({ sweep: change, more }) });
    expect(await refused(file, ...flags)).toMatch(message);
  });
});
