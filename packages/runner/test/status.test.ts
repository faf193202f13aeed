import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  inProcessExecutor,
  planExperiment,
  RecordStore,
  type RunEvent,
  readSigns,
  runExperiment,
  SignKeeper,
  StatusReader,
} from '../src/index.ts';
import { chainExperiment } from './chain-experiment.ts';
import { snapshot, temporaryFolder, urlIn, writeFiles } from './temporary-folder.ts';

async function setting(seeds: number, failing: readonly number[] = []) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'experiment.ts': 'export default 1;' });
  const [experimentUrl, store] = [urlIn(folder, 'experiment.ts'), join(folder, 'runs')];
  const experiment = chainExperiment({
    seeds,
    rounds: 2000,
    fates: Object.fromEntries(failing.map((seed) => [seed, 'throw'])),
  });
  const cells = await planExperiment(experiment, { experimentUrl });
  const reader = new StatusReader(new RecordStore(store), cells);
  const run = (onEvent: (event: RunEvent) => void = () => {}, only?: string) =>
    runExperiment(experiment, { experimentUrl, store, executor: inProcessExecutor, only, onEvent });
  return { store, reader, run, cells };
}

describe('the status of a sweep', () => {
  it('where nothing has run, and where there is no folder yet', async () => {
    const { reader } = await setting(3);
    expect(reader.read()).toMatchObject({
      cells: 3,
      completed: 0,
      failed: 0,
      left: 3,
      running: [],
      runs: 0,
      share: 0,
      secondsLeft: null,
    });
  });

  it('counts what is done and failed as records come, and tells why', async () => {
    const { reader, run } = await setting(4, [1]);
    await run(undefined, 'dataSeed=0');
    expect(reader.read()).toMatchObject({ completed: 1, failed: 0, left: 3, share: 0.25 });
    await run();
    expect(reader.read()).toMatchObject({ completed: 3, failed: 1, left: 0, share: 1, secondsLeft: 0 });
    const reasons = [...reader.survey.outcomes.values()].flatMap(({ reason }) => reason ?? []);
    expect(reasons).toEqual(['seed 1 does not please']);
  });

  it('foretells the time left from the cells that are done, for one worker where none is there', async () => {
    const { reader, run, cells } = await setting(5);
    await run(undefined, 'dataSeed=0');
    const { secondsLeft } = reader.read();
    const { seconds } = reader.survey.outcomes.get(cells[0].name)!;
    expect(secondsLeft).toBeCloseTo(4 * seconds, 9);
  });

  it('counts files that are no records of their cells, of another schema or of other experiments, and changes nothing', async () => {
    const { reader, run, store } = await setting(4);
    await run();
    const records = new RecordStore(store);
    const [torn, taken, newer, whole] = records.names().map((name) => records.pathOf(name));
    truncateSync(torn, 10);
    copyFileSync(whole, taken);
    writeFileSync(newer, readFileSync(newer, 'utf8').replace('"schema":1', '"schema":2'));
    const foreign = 'ab'.padEnd(64, '0');
    mkdirSync(join(store, 'ab'), { recursive: true });
    writeFileSync(records.pathOf(foreign), '{}');
    const before = snapshot(store);
    expect(reader.read()).toMatchObject({ completed: 1, left: 3, unreadable: 2, refused: 1, unnamed: 1 });
    expect(snapshot(store)).toEqual(before);
  });
});

describe('a run shows a sign of itself', () => {
  it('while it lasts, with the cell that runs and how far it is, and takes it away', async () => {
    const { reader, run, store } = await setting(2);
    const keeper = new SignKeeper(store);
    const seen: ReturnType<typeof reader.read>[] = [];
    await run((event) => {
      keeper.onEvent(event);
      if (event.event === 'cell-start') {
        keeper.beat();
        seen.push(reader.read());
      }
    });
    expect(seen.map(({ runs, workers, left }) => [runs, workers, left])).toEqual([
      [1, 1, 2],
      [1, 1, 1],
    ]);
    expect(seen.map(({ running }) => running.map(({ label, share }) => [label, share]))).toEqual([
      [['dataSeed=0', 0]],
      [['dataSeed=1', 0]],
    ]);
    expect(readdirSync(join(store, 'live'))).toEqual([]);
  });

  it('that is not believed once it is old, its process is gone, or it is none', async () => {
    const { store } = await setting(1);
    mkdirSync(join(store, 'live'), { recursive: true });
    const sign = { run: 'r', host: hostname(), process: process.pid, workers: 1, running: [] };
    const write = (name: string, content: unknown) =>
      writeFileSync(
        join(store, 'live', `${name}.sign`),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
    write('alive', sign);
    write('elsewhere', { ...sign, host: 'another' });
    // Linux gives no process a number beyond 2^22.
    write('dead', { ...sign, run: 'dead', process: 2 ** 22 + 1 });
    write('old', { ...sign, run: 'old' });
    utimesSync(join(store, 'live', 'old.sign'), 1, 1);
    write('broken', '{"run":');
    write('foreign', { ...sign, running: [{ cell: '<script>' }] });
    expect(readSigns(store).map(({ run, host }) => [run, host])).toEqual([
      ['r', hostname()],
      ['r', 'another'],
    ]);
  });

  it('that is taken away by the next run where its own was killed', async () => {
    const { store } = await setting(1);
    mkdirSync(join(store, 'live'), { recursive: true });
    writeFileSync(join(store, 'live', 'dead.sign'), '');
    const keeper = new SignKeeper(store);
    keeper.onEvent({
      event: 'plan',
      experiment: 'e',
      store,
      cells: 1,
      done: 0,
      left: 1,
      stale: 0,
      workers: 1,
      setAside: [],
    });
    expect(readSigns(store)).toMatchObject([{ process: process.pid, workers: 1 }]);
    expect(readdirSync(join(store, 'live'))).toHaveLength(1);
    keeper.end();
  });

  it('with a curve that stays short however long training is', async () => {
    const { store } = await setting(1);
    const keeper = new SignKeeper(store);
    keeper.onEvent({
      event: 'plan',
      experiment: 'e',
      store,
      cells: 1,
      done: 0,
      left: 1,
      stale: 0,
      workers: 1,
      setAside: [],
    });
    keeper.onEvent({ event: 'cell-start', cell: 'a', label: 'a' });
    for (let step = 1; step <= 5000; step++)
      keeper.onEvent({ event: 'curve', cell: 'a', label: 'a', step, minibatch: step / 2, selection: 0 });
    keeper.beat();
    const [{ running }] = readSigns(store);
    const { step, minibatch } = running[0].curve;
    expect(step.length).toBeLessThanOrEqual(400);
    expect(step.at(-1)).toBe(5000);
    expect(minibatch).toEqual(step.map((at) => at / 2));
    keeper.end();
  });
});
