import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indexList } from '../../src/executors/slurm/index-list.ts';
import {
  inProcessExecutor,
  planExperiment,
  type RunEvent,
  runExperiment,
  type SlurmOptions,
  slurmExecutor,
} from '../../src/index.ts';
import { answers, type ChainSweep, chainExperiment } from '../chain-experiment.ts';
import { temporaryFolder, urlIn, writeFiles } from '../temporary-folder.ts';
import { FakeSlurm } from './fake-slurm.ts';

async function setting(sweep: ChainSweep, fate?: (index: number, attempt: number) => number) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'experiment.ts': 'export default 1;' });
  const experimentUrl = urlIn(folder, 'experiment.ts');
  const [store, calm] = [join(folder, 'runs'), join(folder, 'calm')];
  const experiment = chainExperiment(sweep);
  const cells = await planExperiment(experiment, { experimentUrl });
  const slurm = new FakeSlurm(cells, fate);
  async function run(options: Partial<SlurmOptions> = {}, finish?: AbortSignal) {
    const events: RunEvent[] = [];
    const executor = slurmExecutor({ command: ['minebench'], slurm, pause: async () => {}, ...options });
    const onEvent = (event: RunEvent) => events.push(event);
    const summary = await runExperiment(experiment, {
      experimentUrl,
      store,
      executor,
      onEvent,
      ...(finish ? { finish } : {}),
    });
    const notes = events.flatMap((event) => (event.event === 'note' ? [event.text] : []));
    return { summary, events, notes };
  }
  /** What the local executor gives. */
  async function undisturbed() {
    await runExperiment(experiment, { experimentUrl, store: calm, executor: inProcessExecutor });
    return answers(calm);
  }
  return { slurm, store, run, undisturbed };
}

const arrays = ({ submitted }: FakeSlurm): string[] =>
  submitted.flatMap(({ options }) => options.filter((option) => option.startsWith('--array=')));

describe('the Slurm executor', () => {
  it('runs each cell once, in tasks of the size asked for, and gives the bytes of the local one', async () => {
    const { slurm, store, run, undisturbed } = await setting({ seeds: 10 });
    const { summary, events } = await run({ chunk: 3, sbatch: ['--partition=long'], workers: 2 });
    expect(summary).toMatchObject({ cells: 10, ran: 10, completed: 10, left: 0 });
    expect(arrays(slurm)).toEqual(['--array=0-3']);
    // Users' options stand before those that must bind.
    expect(slurm.submitted[0].options.slice(0, 2)).toEqual(['--cpus-per-task=2', '--partition=long']);
    expect(slurm.ran).toHaveLength(10);
    expect(new Set(slurm.ran).size).toBe(10);
    expect(events.filter(({ event }) => event === 'cell-done')).toHaveLength(10);
    expect(answers(store)).toEqual(await undisturbed());
  });

  it('submits again what a task that is gone has left, and only that', async () => {
    const { slurm, store, run, undisturbed } = await setting({ seeds: 9 }, (index, attempt) =>
      index === 1 && attempt === 1 ? 1 : Infinity,
    );
    const { summary, notes } = await run({ chunk: 3 });
    expect(summary).toMatchObject({ completed: 9, left: 0 });
    expect(arrays(slurm)).toEqual(['--array=0-2', '--array=1']);
    expect(slurm.ran).toHaveLength(9);
    expect(notes.join('\n')).toContain('Slurm task 1_1 has ended with 2 of its cells left');
    expect(answers(store)).toEqual(await undisturbed());
  });

  it('goes on as long as a task gets anywhere, and gives one up that never does, with the reason in its cells', async () => {
    const { slurm, run } = await setting({ seeds: 8 }, (index) => (index === 0 ? 1 : index === 1 ? 0 : Infinity));
    const { summary } = await run({ chunk: 4 });
    // The first task does a cell an attempt; the second dies three times.
    expect(summary).toMatchObject({ completed: 4, failed: 4, left: 0 });
    expect(arrays(slurm)).toEqual(['--array=0-1', '--array=0', '--array=1', '--array=0', '--array=1', '--array=0']);
    const failed = summary.records.filter(({ result }) => result.status === 'failed');
    for (const { result } of failed)
      expect(result).toMatchObject({ cause: 'crash', reason: 'its Slurm task ended 3 times without finishing a cell' });
    // Like any worker's death it is tried again by the next run, whose only task does a cell an attempt.
    expect((await run({ chunk: 4 })).summary).toMatchObject({ ran: 4, completed: 8, failed: 0 });
  });

  it('waits through a Slurm that does not answer for a while, and says so where it never does', async () => {
    const { slurm, run } = await setting({ seeds: 4 });
    slurm.silent = 5;
    expect((await run()).summary).toMatchObject({ completed: 4, left: 0 });
    const other = await setting({ seeds: 4 });
    other.slurm.silent = Infinity;
    await expect(other.run()).rejects.toThrow('--executor "slurm" gives no answer (squeue)');
  });

  it('waits for the tasks of a driver that is gone, instead of submitting their cells twice', async () => {
    const { slurm, run } = await setting({ seeds: 6 });
    const first = await run({ chunk: 2, detach: true });
    expect(first.summary).toMatchObject({ ran: 0, left: 6 });
    slurm.tasks.pop();
    const { summary, notes } = await run({ chunk: 2 });
    expect(summary).toMatchObject({ completed: 6, left: 0 });
    expect(notes[0]).toBe('Slurm has 2 tasks of this sweep already');
    // The cells of the task that was gone, and no others.
    expect(notes[1]).toBe('Slurm job 2: 2 cells in 1 tasks');
    expect(slurm.ran).toHaveLength(6);
  });

  it('takes what waits out of the queue when asked to finish, and goes on from there another time', async () => {
    const { slurm, run } = await setting({ seeds: 6 });
    const finish = new AbortController();
    let looks = 0;
    const pause = async () => {
      if (++looks === 1) finish.abort();
    };
    const { summary } = await run({ chunk: 2, pause }, finish.signal);
    expect(summary).toMatchObject({ completed: 2, left: 4 });
    expect((await run({ chunk: 2 })).summary).toMatchObject({ completed: 6, left: 0 });
    expect(slurm.ran).toHaveLength(6);
  });

  it('submits a job that depends on all tasks, and another in its place where some are submitted again', async () => {
    const { slurm, run } = await setting({ seeds: 4 }, (index, attempt) =>
      index === 0 && attempt === 1 ? 0 : Infinity,
    );
    await run({ chunk: 2, afterwards: 'minebench report x' });
    const dependencies = slurm.submitted.flatMap(({ options }) =>
      options.filter((option) => option.startsWith('--dependency=')),
    );
    expect(dependencies).toHaveLength(2);
    expect(dependencies[0]).toBe('--dependency=afterany:1');
    expect(dependencies[1]).toContain('3');
  });

  it('says how large chunks must be where an array cannot have as many tasks, and submits nothing', async () => {
    const { slurm, store, run } = await setting({ seeds: 10 });
    slurm.most = 4;
    await expect(run({ chunk: 2 })).rejects.toThrow(
      '--chunk 2 makes 5 tasks of 10 cells, and an array has at most 4 here; give at least 3',
    );
    expect([slurm.submitted, readdirSync(store)]).toEqual([[], []]);
    // Without a wish of the user's there are as many tasks as there can be.
    await run();
    expect(arrays(slurm)).toEqual(['--array=0-3']);
  });
});

describe('indices of an array', () => {
  it.each([
    [[0], '0'],
    [[0, 1, 2, 3], '0-3'],
    [[7, 0, 2, 1], '0-2,7'],
    [[1, 3, 5], '1,3,5'],
  ])('%j are written %s', (indices, text) => {
    expect(indexList(indices)).toBe(text);
  });
});
