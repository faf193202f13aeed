import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { newFolder, writeFiles } from './support/folders.ts';
import { runCli } from './support/run-cli.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const textOf = (name: string) => readFileSync(join(root, name), 'utf8');

interface Step {
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}
const action = parse(textOf('.github/actions/accuracy-gate/action.yml')) as {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};
const documented = [...textOf('docs/accuracy-gate.md').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, body]) =>
  parse(body),
);
const workflow = documented.find((one) => one.jobs);
const job = documented.find((one) => one['accuracy-gate'])['accuracy-gate'];

/** Bash as both services start it: it ends at the first line that fails. */
const bash = (script: string, cwd: string, env: Readonly<Record<string, string>>) =>
  new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd,
      env: { ...process.env, ...env },
      timeout: 110_000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    child.on('close', (code) => resolve({ code, output }));
  });

const estimator = (error: number): string => `
export default {
  id: 'my-estimator', kind: 'neither',
  estimate: async ({ train }: any) => ({
    status: 'completed',
    evaluation: { nats: 0.4133 + ${error} + 0.01 * Math.tanh(train.pairs.x[0]), standardError: 0.01, standardErrorMethod: 'none', reliable: true },
  }),
};
`;
const experiment = `
import { defineExperiment } from '@minebench/runner';
export default defineExperiment({
  id: 'tiny', title: 'Tiny', question: 'Worse?',
  sweep: { task: '1v1-normal-0.75', n: 10, baseline: './estimator.ts', seeds: 6 },
});
`;
/** A name that a shell must not read as anything else. */
const hostile = "it's $(touch taken) `touch taken`; touch taken.ts";

describe('continuous integration runs the gate', () => {
  const folder = newFolder();
  beforeAll(async () => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFiles(folder, { [hostile]: experiment, 'estimator.ts': estimator(0) });
    const { code, stderr } = await runCli(['baseline', hostile, '--out', 'base.json', '--no-speed'], folder);
    expect([code, stderr]).toEqual([0, expect.stringContaining('1 comparisons, 6 cells')]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('the GitLab job passes where nothing has changed, and leaves what its artifacts name', async () => {
    const variables = { ...job.variables, EXPERIMENT: hostile, BASELINE: 'base.json' };
    const { code, output } = await bash(job.script.join('\n'), folder, variables);
    expect([code, output]).toEqual([0, expect.stringContaining('0 worse, 0 unresolved, 0 not worse, 3 identical')]);
    expect(Object.keys(job.variables)).toEqual(['EXPERIMENT', 'BASELINE']);
    expect(readFileSync(join(folder, job.artifacts.reports.junit), 'utf8')).toContain('failures="0"');
    for (const path of job.artifacts.paths) expect(readdirSync(join(folder, path))).toContain('report');
  });

  it('the GitHub action fails with 1 where an estimator got worse, and says which in the summary', async () => {
    writeFiles(folder, { 'estimator.ts': estimator(0.5) });
    const given: Readonly<Record<string, string>> = {
      experiment: hostile,
      baseline: 'base.json',
      results: 'in here',
      speed: 'false',
    };
    const [step] = action.runs.steps;
    const filled = (text: string) =>
      text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name) => given[name] ?? action.inputs[name].default!);
    const env = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, filled(text)]));
    const { code, output } = await bash(step.run, folder, { ...env, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') });
    expect([code, output]).toEqual([1, expect.stringContaining('worse: bias of my-estimator on 1v1-normal-0.75')]);
    const summary = readFileSync(join(folder, 'summary.md'), 'utf8');
    expect(summary).toMatch(/^## Accuracy gate: fails\n/);
    expect(summary).toMatch(/\| worse \| bias \| my-estimator \| 1v1-normal-0\.75 \|/);
    expect(summary).toBe(readFileSync(join(folder, 'in here', 'gate.md'), 'utf8'));
  });

  it('no name was taken for a command', () => {
    expect(['taken', 'taken.ts'].filter((name) => existsSync(join(folder, name)))).toEqual([]);
    expect([action.runs.using, ...action.runs.steps.map(({ shell }) => shell)]).toEqual(['composite', 'bash']);
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  it('the documented workflow gives the action what it takes and all that it needs', () => {
    const { with: inputs } = workflow.jobs.accuracy.steps.find(
      ({ uses }: { uses?: string }) => uses === './.github/actions/accuracy-gate',
    );
    const needed = Object.entries(action.inputs).flatMap(([name, { required }]) => (required ? [name] : []));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(needed));
    for (const path of [...Object.values<string>(inputs), ...Object.values<string>(job.variables)])
      expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  });
});
