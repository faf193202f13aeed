import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment, estimateExperiment } from './support/experiments.ts';
import { answers, newFolder, snapshot, writeFiles } from './support/folders.ts';
import { type Ended, type HostedCli, hostCli, runCli } from './support/run-cli.ts';

const small = `{
  task: 'gaussian', rho: [0, 0.8], n: 300, batchSize: 32, bound: ['dv', 'mine'], baseline: 'ksg',
  critic: ['./bilinear.ts', { id: 'joint-mlp', hidden: [8] }],
  protocol: { steps: 60, selectEvery: 20, selectionSize: 100, evaluationSize: 500, selectionReferences: 100, evaluationReferences: 500 },
}`;

const bilinear = `
import type { Critic } from '@minebench/core';
import { tf } from '@minebench/engine';
import { slope } from './slope.ts';
const critic: Critic = {
  id: 'bilinear',
  init: () => ({ a: tf.fill([1], slope) }),
  score: (params, x, y) => tf.mul(tf.sum(tf.mul(x, y), 1), params.a) as never,
};
export default critic;
`;

const estimates = {
  'estimates.ts': estimateExperiment(small),
  'bilinear.ts': bilinear,
  'slope.ts': 'export const slope: number = 0.1;',
};

/** The events of `--json`. */
const eventsIn = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A folder of its own for the tests of a block, and one process for their command lines. */
function setting(files: Readonly<Record<string, string>>) {
  const folder = newFolder();
  writeFiles(folder, files);
  const cli: HostedCli = hostCli(folder);
  afterAll(() => {
    cli.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, run: (...args: string[]) => cli.run(['run', ...args]) };
}

describe('minebench run', () => {
  const { folder, run } = setting(estimates);
  const stores = ['one', 'two'].map((name) => join(folder, name));
  let byOne: Pick<Ended, 'code' | 'stdout' | 'stderr'>;
  let byTwo: Ended;
  beforeAll(async () => {
    byOne = await run('estimates.ts', '--workers', '1', '--store', stores[0], '--json');
    byTwo = await runCli(['run', 'estimates.ts', '--workers', '2', '--store', stores[1]], folder);
  });

  it('runs an experiment beside whose file nothing is installed, and prints a table', () => {
    const { code, stdout, stderr } = byTwo;
    expect(stderr).toContain('10 of 10 cells to run');
    expect(stderr).toContain('MINE');
    expect(stderr).toContain('10 completed');
    expect(stderr).toContain('next: minebench report estimates.ts');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it('gives the same bytes with one worker and with two; the second time it writes nothing', async () => {
    expect(byOne.code).toBe(0);
    expect(Object.keys(answers(stores[0]))).toHaveLength(10);
    expect(answers(stores[1])).toEqual(answers(stores[0]));

    const before = snapshot(stores[0]);
    const { code, stderr } = await run('estimates.ts', '--store', stores[0]);
    expect(code).toBe(0);
    expect(stderr).toContain('all 10 cells done already');
    expect(snapshot(stores[0])).toEqual(before);
  });

  it('with --json tells the training curves while they come about, as the records have them in the end', () => {
    const told = eventsIn(byOne.stdout).filter(({ event }) => event === 'curve');
    const neural = Object.entries(snapshot(stores[0]))
      .map(([path, text]) => ({ path, ...JSON.parse(text.slice(text.indexOf('{'))) }))
      .filter(({ cell }) => cell.params.estimator.kind === 'neural');
    expect(neural).toHaveLength(8);
    for (const { path, result } of neural) {
      const own = told.filter(({ cell }) => path.includes(String(cell)));
      expect(own.map(({ step }) => step)).toEqual(result.minibatch.step);
      expect(own.map(({ minibatch }) => minibatch)).toEqual(result.minibatch.mean);
      // The record's trace begins with the initial weights, before any step.
      expect(own.map(({ selection }) => selection)).toEqual(result.selection.nats.slice(1));
    }
  });

  it('trains cells as one program on an engine +vmap, as many as it is told, with the results of each alone', async () => {
    writeFiles(folder, { 'neural.ts': estimateExperiment(small.replace("baseline: 'ksg',", '')) });
    const results = async (...flags: string[]) => {
      const store = join(folder, flags.join());
      const { code, stdout } = await run('neural.ts', '--workers', '1', '--store', store, '--json', ...flags);
      expect(code).toBe(0);
      expect(JSON.parse(stdout.split('\n')[0])).toMatchObject({ cells: 8, left: 8 });
      return Object.values(snapshot(store))
        .map((text) => JSON.parse(text.slice(text.indexOf('{'))))
        .sort((a, b) => JSON.stringify(a.cell.params).localeCompare(JSON.stringify(b.cell.params)));
    };
    const alone = await results('--engine', 'ort:cpu');
    const together = await results('--engine', 'ort:cpu+vmap');
    const single = await results('--engine', 'ort:cpu+vmap', '--cells-per-program', '1');
    const companies = (records: typeof alone) => records.map(({ provenance }) => provenance.together);
    expect([companies(together), companies(single)]).toEqual([Array(8).fill(2), Array(8).fill(undefined)]);
    together.forEach(({ cell, result }, k) => {
      expect(cell).toEqual({ ...alone[k].cell, engine: 'ort:cpu+vmap' });
      expect(Object.keys(result)).toEqual(Object.keys(alone[k].result));
      expect(result.evaluation.nats).toBeCloseTo(alone[k].result.evaluation.nats, 4);
    });
    expect(single.map(({ result }) => result)).toEqual(alone.map(({ result }) => result));
  });

  it("makes new cells of an edited critic's, and of no others", async () => {
    const before = answers(stores[0]);
    writeFiles(folder, { 'slope.ts': 'export const slope: number = 0.2;' });
    // In a process of its own: nobody edits a file under a command that runs.
    const args = ['run', 'estimates.ts', '--workers', '1', '--store', stores[0], '--json'];
    const { code, stdout } = await runCli(args, folder);
    expect(code).toBe(0);
    expect(eventsIn(stdout)[0]).toMatchObject({ event: 'plan', cells: 10, done: 6, left: 4, stale: 4 });
    const after = answers(stores[0]);
    expect(after).toMatchObject(before);
    expect(Object.keys(after)).toHaveLength(14);
    const results = Object.values(after).map((text) => text.slice(text.indexOf(',"result":')));
    // What the edited critic learnt is not what the old one did.
    expect(new Set(results).size).toBe(14);
  });
});

describe('minebench run of a procedure in the experiment file', () => {
  const { folder, run } = setting({
    'chain.ts': chainExperiment({ seeds: 4, rounds: 2000 }),
    'throwing.ts': chainExperiment({ seeds: 4, throwing: [2] }),
  });

  it('runs matching cells only', async () => {
    const { code, stdout } = await run(
      'chain.ts',
      '--json',
      '--only',
      'dataSeed=3',
      '--store',
      'some',
      '--workers',
      '1',
    );
    expect(code).toBe(0);
    expect(eventsIn(stdout).at(-1)).toMatchObject({ cells: 1, completed: 1 });
  });

  it('with --json prints one event a line, and what people read goes to stderr', async () => {
    const { code, stdout, stderr } = await run('chain.ts', '--json', '--workers', '2');
    const events = eventsIn(stdout);
    expect(events[0]).toMatchObject({ event: 'plan', experiment: 'chain', cells: 4, done: 0, left: 4, workers: 2 });
    expect(events.at(-1)).toMatchObject({ event: 'done', completed: 4, diverged: 0, failed: 0, left: 0 });
    for (const name of ['cell-start', 'cell-done'])
      expect(new Set(events.filter(({ event }) => event === name).map(({ cell }) => cell)).size).toBe(4);
    const shares = events.filter(({ event }) => event === 'progress').map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => Number(a) - Number(b)));
    expect(shares.at(-1)).toBe(1);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('names a record that was cut in half, sets it aside, and runs its cell again', async () => {
    const store = join(folder, 'runs/chain');
    const undisturbed = answers(store);
    expect(Object.keys(undisturbed)).toHaveLength(4);
    const [victim] = Object.keys(snapshot(store));
    truncateSync(victim, Math.floor(readFileSync(victim).length / 2));
    const { code, stderr } = await run('chain.ts', '--workers', '1');
    expect(code).toBe(0);
    expect(stderr).toContain(
      `record ${victim} cannot be used: it is no whole JSON text; set aside as ${victim}.corrupt-`,
    );
    expect(stderr).toContain('1 of 4 cells to run');
    expect(answers(store)).toEqual(undisturbed);
  });

  it('ends with 3 where cells failed, a line for each with its reason, and keeps the rest', async () => {
    const failing = (...args: string[]) => run('throwing.ts', '--store', 'failing', '--workers', '1', ...args);
    const first = await failing();
    expect(first.code).toBe(3);
    expect(first.stderr).toContain('failed: throws=true dataSeed=2: seed 2 does not please\n');
    expect(first.stderr).toContain('3 completed, 1 failed (run again with --retry');
    const again = await failing('--json');
    expect(again.code).toBe(3);
    expect(eventsIn(again.stdout)[0]).toMatchObject({ left: 0 });
    const retried = await failing('--json', '--retry');
    expect(retried.code).toBe(3);
    expect(eventsIn(retried.stdout)[0]).toMatchObject({ left: 1 });
  });
});
