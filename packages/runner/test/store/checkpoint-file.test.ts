import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CellResult, InputError, type Procedure } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { cellName, RecordStore } from '../../src/index.ts';
import { currentSetting } from '../../src/run/provenance.ts';
import { keepRecord, runCell } from '../../src/run/run-cell.ts';
import { CheckpointFile, checkpointNames } from '../../src/store/checkpoint-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const cell = {
  procedure: 'sum',
  params: {},
  dataSeed: 1,
  initSeed: 0,
  engine: 'host',
  protocol: {},
  code: 'c',
};
const name = cellName(cell);

/** Adds up 0 to 9; cut short after the offer of `cut`. */
const sum = (cut?: number): Procedure & { ran: number[] } => {
  const ran: number[] = [];
  return {
    id: 'sum',
    ran,
    expand: () => [],
    async run(_, { checkpoint }): Promise<CellResult> {
      const at = (checkpoint?.restore() ?? { k: 0, total: 0 }) as { k: number; total: number };
      for (; at.k < 10; ) {
        ran.push(at.k);
        at.total += at.k++;
        checkpoint?.offer(() => at);
        if (at.k === cut) return new Promise(() => {});
      }
      return { status: 'completed', total: at.total };
    },
  };
};

const setting = currentSetting(null);

const run = (store: RecordStore, procedure: Procedure, checkpointSeconds = 0, machine = setting.machine) =>
  runCell({
    name,
    cell,
    procedure,
    experimentUrl: 'file:///experiment.ts',
    store,
    setting: { ...setting, machine },
    retry: false,
    checkpointSeconds,
    onProgress: () => {},
  });

/** A store whose cell was cut short after its fifth offer. */
function cutShort(): RecordStore {
  const store = new RecordStore(temporaryFolder());
  void run(store, sum(5));
  expect(checkpointNames(store)).toEqual([name]);
  return store;
}

const pathIn = (store: RecordStore): string => join(store.directory, 'checkpoints', name);

describe('a checkpoint', () => {
  it('lets a cell go on from where it was cut short, and is gone when the cell has its record', async () => {
    const store = cutShort();
    const procedure = sum();
    const { record } = await run(store, procedure);
    expect(procedure.ran).toEqual([5, 6, 7, 8, 9]);
    expect(record.result).toEqual({ status: 'completed', total: 45 });
    expect(checkpointNames(store)).toEqual([]);
  });

  it('counts the seconds of all who worked on the cell', () => {
    const store = new RecordStore(temporaryFolder());
    const options = { name, machine: 'm', everySeconds: 0 };
    const first = new CheckpointFile(store, options);
    first.offer(() => 1);
    const kept = first.seconds;
    const second = new CheckpointFile(store, options);
    expect(second.restore()).toBe(1);
    expect(second.secondsBefore).toBeGreaterThan(0);
    expect(second.secondsBefore).toBeLessThanOrEqual(kept);
    expect(second.seconds).toBeGreaterThan(second.secondsBefore);
  });

  it.each([
    ['cut in half', (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2))],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['of zeros', (path: string) => writeFileSync(path, Buffer.alloc(300))],
    [
      'with one bit turned',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[bytes.length - 3] ^= 1;
        writeFileSync(path, bytes);
      },
    ],
    ['gone', (path: string) => rmSync(path)],
  ])('that is %s is none: the cell begins anew', async (_, spoil) => {
    const store = cutShort();
    spoil(pathIn(store));
    const procedure = sum();
    expect((await run(store, procedure)).record.result).toEqual({ status: 'completed', total: 45 });
    expect(procedure.ran).toHaveLength(10);
  });

  it('of another type of machine is none', async () => {
    const store = cutShort();
    const procedure = sum();
    await run(store, procedure, 0, { ...setting.machine, cpu: 'another' });
    expect(procedure.ran).toHaveLength(10);
  });

  it('is not asked for before its time', async () => {
    const store = new RecordStore(temporaryFolder());
    let asked = 0;
    const checkpoint = new CheckpointFile(store, { name, machine: 'm', everySeconds: 3600 });
    checkpoint.offer(() => asked++);
    expect(asked).toBe(0);
    expect(existsSync(join(store.directory, 'checkpoints'))).toBe(false);
  });

  it('that cannot be written ends the run and leaves the cell without a record, instead of failing it', async () => {
    const store = new RecordStore(temporaryFolder());
    writeFileSync(join(store.directory, 'checkpoints'), 'no folder');
    const running = run(store, sum());
    await expect(running).rejects.toThrow(InputError);
    await expect(running).rejects.toThrow(/^store ".*" cannot be written \((ENOTDIR|EEXIST)\)/);
    expect(store.names()).toEqual([]);
  });
});

describe('a record', () => {
  it('of success is not replaced by one of failure that another process writes later', async () => {
    const store = new RecordStore(temporaryFolder());
    await run(store, sum());
    const before = readFileSync(store.pathOf(name), 'utf8');
    const found = store.read(name);
    if (found.kind !== 'record') throw new Error(found.kind);
    const failed = { ...found.record, result: { status: 'failed', cause: 'crash', reason: 'x' } as CellResult };
    expect(keepRecord({ store, name, procedure: sum() }, failed)).toEqual({ record: found.record, shared: true });
    expect(readFileSync(store.pathOf(name), 'utf8')).toBe(before);
  });

  it('that is corrupt by the time its cell runs is set aside, not replaced', async () => {
    const store = new RecordStore(temporaryFolder());
    await run(store, sum());
    truncateSync(store.pathOf(name), 20);
    expect((await run(store, sum())).record.result.status).toBe('completed');
    expect(store.read(name).kind).toBe('record');
    expect(readdirSync(join(store.directory, name.slice(0, 2)))).toHaveLength(2);
  });
});
