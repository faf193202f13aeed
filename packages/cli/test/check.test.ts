import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, writeFiles } from './support/folders.ts';
import { dvBound, gateExperiment } from './support/gate-experiment.ts';
import { runCli } from './support/run-cli.ts';

const sweep = "bound: './bound.ts'";

describe('minebench check', () => {
  const folder = newFolder();
  const check = (...flags: string[]) => runCli(['check', 'gate.ts', '--baseline', 'base.json', ...flags], folder);
  let made = '';

  beforeAll(async () => {
    writeFiles(folder, { 'gate.ts': gateExperiment({ sweep }), 'bound.ts': dvBound() });
    const { code, stderr } = await runCli(['baseline', 'gate.ts', '--out', 'base.json'], folder);
    expect([code, stderr]).toEqual([0, expect.stringContaining('2 comparisons, 12 cells')]);
    made = readFileSync(join(folder, 'base.json'), 'utf8');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('the program that made the baseline passes: the same bytes need no test', async () => {
    const { code, stdout } = await check();
    expect([code, stdout]).toEqual([0, '0 worse, 0 unresolved, 0 not worse, 5 identical\n']);
  });

  it('a forgotten log is caught by name of estimator and task, in every output', async () => {
    writeFiles(folder, { 'bound.ts': dvBound(true) });
    const { code, stdout } = await check('--json', '--markdown', 'gate.md', '--junit', 'gate.xml');
    writeFiles(folder, { 'bound.ts': dvBound() });
    const { verdict, comparisons } = JSON.parse(stdout);
    const worse = comparisons.filter((one: { verdict: string }) => one.verdict === 'worse');
    expect([code, verdict]).toEqual([1, 'fails']);
    expect(worse.map((one: { measure: string; task: string }) => `${one.measure} ${one.task}`)).toEqual([
      'bias 1v1-normal-0.75',
      'bias gaussian',
    ]);
    expect(worse[0].estimator).toBe('my-dv + joint-mlp');
    expect(readFileSync(join(folder, 'gate.md'), 'utf8')).toMatch(
      /\| worse \| bias \| my-dv \+ joint-mlp \| gaussian \|/,
    );
    const xml = readFileSync(join(folder, 'gate.xml'), 'utf8');
    expect(xml).toContain('failures="2"');
    expect(xml).toMatch(/name="bias of my-dv \+ joint-mlp on gaussian"><failure message="worse: /);
  });

  it('two baselines print side by side', async () => {
    const { code, stdout } = await runCli(['diff', 'base.json', 'base.json'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/my-dv \+ joint-mlp {2}gaussian .* x 1\.00 +6\/6/);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['cut off', (text) => text.slice(0, 500), /cut off or edited; .*minebench baseline gate\.ts --out base\.json/],
    [
      'edited by hand',
      (text) => text.replace('"failureRate": 0', '"failureRate": 0.5'),
      /changed by hand.*minebench baseline/,
    ],
    ['no baseline', () => '{}', /is no baseline; make one/],
    ['of a newer format', (text) => text.replace('"version": 1', '"version": 2'), /format version 2.*make it anew/],
  ])('a baseline that is %s is one line and exit code 2', async (_, damage, message) => {
    writeFileSync(join(folder, 'base.json'), damage(made));
    const { code, stdout, stderr } = await check();
    writeFileSync(join(folder, 'base.json'), made);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
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
    ['another engine', sweep, ['--engine', 'tfjs:cpu'], /made with the engine ort:cpu.*--engine ort:cpu/],
    ['looks beyond its seeds', `${sweep}, seeds: 1`, [], /seeds 1 leaves no spread/],
  ])('an experiment with %s is one line and exit code 2', async (_, change, flags, message) => {
    writeFiles(folder, { 'gate.ts': gateExperiment({ sweep: change }) });
    const { code, stderr } = await check(...flags);
    writeFiles(folder, { 'gate.ts': gateExperiment({ sweep }) });
    expect([code, stderr.trim().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toMatch(message);
  });
});
