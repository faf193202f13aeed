import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  inProcessExecutor,
  planExperiment,
  RecordStore,
  type RunEvent,
  type RunOptions,
  runExperiment,
} from '../../src/index.ts';
import { failure } from '../../src/run/events.ts';
import { answers, type ChainSweep, chainExperiment } from '../chain-experiment.ts';
import { snapshot, temporaryFolder, urlIn, writeFiles } from '../temporary-folder.ts';

/** An experiment file beside the store: the procedure names no sources, so that its text is part of `code`. */
function setting() {
  const folder = temporaryFolder();
  writeFiles(folder, { 'experiment.ts': 'export default 1;' });
  return { folder, store: join(folder, 'runs'), experimentUrl: urlIn(folder, 'experiment.ts') };
}

async function run(
  { store, experimentUrl }: ReturnType<typeof setting>,
  sweep: ChainSweep,
  changes: Partial<RunOptions> = {},
) {
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => events.push(event);
  const options = { experimentUrl, store, executor: inProcessExecutor, onEvent, ...changes };
  const summary = await runExperiment(chainExperiment(sweep), options);
  return { summary, events, plan: events.find((event) => event.event === 'plan')! };
}

describe('running an experiment', () => {
  it('gives every cell a record, in order', async () => {
    const place = setting();
    const { summary, events } = await run(place, { seeds: 3 });
    expect(summary).toMatchObject({ cells: 3, left: 0, ran: 3, completed: 3, diverged: 0, failed: 0 });
    expect(summary.records.map(({ cell }) => cell.dataSeed)).toEqual([0, 1, 2]);
    expect(events.map(({ event }) => event).filter((event) => event !== 'progress')).toEqual([
      'plan',
      ...Array(3).fill(['cell-start', 'cell-done']).flat(),
      'done',
    ]);
    expect(summary.records[0].provenance).toMatchObject({ versions: { node: process.versions.node }, threads: 1 });
  });

  it('does nothing the second time: not a byte is written', async () => {
    const place = setting();
    await run(place, { seeds: 3 });
    const before = snapshot(place.store);
    const { summary, plan } = await run(place, { seeds: 3 });
    expect(plan).toMatchObject({ done: 3, left: 0 });
    expect(summary).toMatchObject({ ran: 0, completed: 3 });
    expect(snapshot(place.store)).toEqual(before);
  });

  it('runs what is new where a sweep has grown, and leaves the rest', async () => {
    const place = setting();
    await run(place, { seeds: 2 });
    const before = snapshot(place.store);
    const { summary } = await run(place, { seeds: 5 });
    expect(summary).toMatchObject({ ran: 3, completed: 5 });
    expect(snapshot(place.store)).toMatchObject(before);
  });

  it('runs cells that two sweeps ask for once', async () => {
    const { experimentUrl } = setting();
    const once = chainExperiment({ seeds: 3 });
    const twice = { ...once, sweeps: [...once.sweeps, ...once.sweeps] };
    expect(await planExperiment(twice, { experimentUrl })).toHaveLength(3);
  });

  it('sets a record that was cut in half aside, says so by name, and runs its cell again', async () => {
    const place = setting();
    const { summary } = await run(place, { seeds: 3 });
    const undisturbed = answers(place.store);
    const store = new RecordStore(place.store);
    const [victim, ...others] = store.names();
    const path = store.pathOf(victim);
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
    const spared = snapshot(place.store);

    const again = await run(place, { seeds: 3 });
    expect(again.plan).toMatchObject({
      left: 1,
      setAside: [{ path, reason: 'it is no whole JSON text', movedTo: expect.stringContaining(`${path}.corrupt-`) }],
    });
    expect(again.summary).toMatchObject({ ran: 1, completed: 3 });
    expect(answers(place.store)).toEqual(undisturbed);
    for (const name of others) expect(snapshot(place.store)[store.pathOf(name)]).toBe(spared[store.pathOf(name)]);
    const [{ movedTo }] = (again.plan as Extract<RunEvent, { event: 'plan' }>).setAside;
    expect(readFileSync(movedTo, 'utf8').length).toBeGreaterThan(0);
    expect(again.summary.records).toHaveLength(summary.records.length);
  });

  it('neither uses nor replaces a record of another schema, and says so', async () => {
    const place = setting();
    await run(place, { seeds: 2 });
    const store = new RecordStore(place.store);
    const path = store.pathOf(store.names()[0]);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"schema":1', '"schema":2'));
    const before = snapshot(place.store);
    await expect(run(place, { seeds: 2 }, { retry: true })).rejects.toThrow(
      `record ${path} cannot be used: it has schema 2, and this minebench reads schema 1; use the minebench that wrote it`,
    );
    expect(snapshot(place.store)).toEqual(before);
  });

  it('makes new cells where the sources change, keeps the old records and counts them as stale', async () => {
    const place = setting();
    await run(place, { seeds: 3 });
    const old = snapshot(place.store);
    writeFiles(place.folder, { 'experiment.ts': 'export default 2;' });
    const { summary, plan } = await run(place, { seeds: 3 });
    expect(plan).toMatchObject({ done: 0, left: 3, stale: 3 });
    expect(summary.ran).toBe(3);
    expect(snapshot(place.store)).toMatchObject(old);
    writeFiles(place.folder, { 'experiment.ts': 'export default 1;' });
    expect((await run(place, { seeds: 3 })).plan).toMatchObject({ done: 3, left: 0, stale: 3 });
  });

  it('records a cell that throws as failed, goes on, and does not try it again unasked', async () => {
    const place = setting();
    const sweep = { seeds: 3, fates: { 1: 'throw' } } as const;
    const { summary, events } = await run(place, sweep);
    expect(summary).toMatchObject({ completed: 2, failed: 1, left: 0 });
    expect(summary.records[1].result).toEqual({ status: 'failed', cause: 'error', reason: 'seed 1 does not please' });
    expect(events.find(({ event }) => event === 'cell-failed')).toMatchObject({ reason: 'seed 1 does not please' });
    const before = snapshot(place.store);
    expect((await run(place, sweep)).summary).toMatchObject({ ran: 0, failed: 1 });
    expect(snapshot(place.store)).toEqual(before);
    expect((await run(place, sweep, { retry: true })).summary).toMatchObject({ ran: 1, failed: 1 });
  });

  it('tries a cell again whose worker died or ran out of time', async () => {
    const place = setting();
    const { summary } = await run(place, { seeds: 3 });
    const undisturbed = answers(place.store);
    const store = new RecordStore(place.store);
    store.write({ ...summary.records[0], result: failure('crash', 'its worker was ended by SIGSEGV') });
    store.write({ ...summary.records[1], result: failure('timeout', 'it ran longer than the 5 s allowed') });
    expect((await run(place, { seeds: 3 })).summary).toMatchObject({ ran: 2, completed: 3, failed: 0 });
    expect(answers(place.store)).toEqual(undisturbed);
  });

  it('counts diverged cells, keeps them, and does not call them failed', async () => {
    const place = setting();
    const { summary } = await run(place, { seeds: 2, fates: { 0: 'diverge', 1: 'diverge' } });
    expect(summary).toMatchObject({ completed: 0, diverged: 2, failed: 0, left: 0 });
  });

  it('starts no further cell once it is asked to finish, and goes on from there', async () => {
    const place = setting();
    const finish = new AbortController();
    const onEvent = (event: RunEvent) => {
      if (event.event === 'cell-start') finish.abort();
    };
    const first = await run(place, { seeds: 4 }, { finish: finish.signal, onEvent });
    expect(first.summary).toMatchObject({ ran: 1, left: 3 });
    expect((await run(place, { seeds: 4 })).summary).toMatchObject({ ran: 3, left: 0 });
  });

  it('runs matching cells only, where it is told which', async () => {
    const place = setting();
    expect((await run(place, { seeds: 4 }, { only: 'dataSeed=2' })).summary).toMatchObject({ cells: 1, ran: 1 });
    expect((await run(place, { seeds: 4 })).summary).toMatchObject({ cells: 4, ran: 3 });
  });

  it('writes nothing where the store is no folder, and says so', async () => {
    const place = setting();
    writeFileSync(place.store, 'a file');
    await expect(run(place, { seeds: 1 })).rejects.toThrow(/^store ".*" cannot be read \(ENOTDIR\)/);
    expect(readFileSync(place.store, 'utf8')).toBe('a file');
    expect(readdirSync(place.folder).sort()).toEqual(['experiment.ts', 'runs']);
  });
});
