import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { rmSync } from 'node:fs';
import type { CellResult } from '@minebench/core';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../src/executors/executor.ts';
import type { FromWorker, ToWorker } from '../../src/executors/messages.ts';
import { processesExecutor } from '../../src/executors/processes.ts';
import type { PlannedCell } from '../../src/experiment/plan.ts';
import { cellName } from '../../src/store/cell-name.ts';
import { newFolder } from '../temporary-folder.ts';

const store = newFolder();
afterAll(() => rmSync(store, { recursive: true, force: true }));
afterEach(() => vi.useRealTimers());

const cellOf = (dataSeed: number): PlannedCell => {
  const procedure = { id: 'p', expand: () => [], run: async (): Promise<CellResult> => ({ status: 'completed' }) };
  const cell = { procedure: 'p', params: {}, dataSeed, initSeed: 0, engine: 'host', protocol: {}, code: '0' };
  return { name: cellName(cell), cell, procedure, files: [], cost: 1 };
};

function jobOf(cells: readonly PlannedCell[]) {
  const finished: CellResult[] = [];
  const events = {
    onStart() {},
    onProgress() {},
    onNote() {},
    onFinish: (_: string, result: CellResult) => void finished.push(result),
  };
  const { signal } = new AbortController();
  const limits = { cellsPerProgram: 1, retry: false, checkpointSeconds: 60, commit: null };
  const job: Job = {
    cells,
    ...limits,
    experimentUrl: 'file:///x.ts',
    store,
    events,
    finish: signal,
    stop: signal,
  };
  return { job, finished };
}

/** A worker process as its parent sees it, which does what it is told to. */
class FakeWorker extends EventEmitter {
  readonly pid = 1;
  onMessage: (message: ToWorker) => void = () => {};
  say(message: FromWorker): void {
    this.emit('message', message);
  }
  send(message: ToWorker): void {
    queueMicrotask(() => (message.type === 'leave' ? this.emit('close', 0, null) : this.onMessage(message)));
  }
  kill(signal: string): void {
    this.emit('close', null, signal);
  }
}

const asChild = (worker: EventEmitter) => worker as ChildProcess;

describe('the start of a worker process', () => {
  it('that throws ends the run with the reason', async () => {
    const fork = () => {
      throw new Error('spawn ENOMEM');
    };
    const { job } = jobOf([cellOf(0), cellOf(1)]);
    await expect(processesExecutor({ workers: 2, fork }).execute(job)).rejects.toThrow(
      'a worker process cannot be started: spawn ENOMEM',
    );
  });

  it('that fails for want of open files, as Node tells it, ends the run with the reason', async () => {
    const fork = () => {
      // Node 20, child_process: neither a process id nor a channel, and no event but `error`.
      const child = new EventEmitter();
      queueMicrotask(() => child.emit('error', new Error('spawn EMFILE')));
      return asChild(child);
    };
    const { job } = jobOf([cellOf(0), cellOf(1)]);
    await expect(processesExecutor({ workers: 2, fork }).execute(job)).rejects.toThrow(
      'a worker process cannot be started: spawn EMFILE',
    );
  });

  it('that fails beside workers that run lets these finish their cells first', async () => {
    const { job, finished } = jobOf([cellOf(0), cellOf(1)]);
    const worker = new FakeWorker();
    worker.onMessage = (message) => {
      if (message.type === 'start') worker.say({ type: 'ready' });
      if (message.type === 'run')
        worker.say({
          type: 'finished',
          name: message.cells[0].name,
          result: { status: 'completed' },
          seconds: 1,
          shared: false,
        });
    };
    let forks = 0;
    const fork = () => {
      if (++forks === 1) return asChild(worker);
      worker.say({ type: 'ready' });
      throw new Error('spawn EAGAIN');
    };
    await expect(processesExecutor({ workers: 2, fork }).execute(job)).rejects.toThrow('spawn EAGAIN');
    expect(finished).toHaveLength(1);
  });

  it('counts for no cell: its time begins when what it needs is loaded', async () => {
    vi.useFakeTimers();
    const { job, finished } = jobOf([cellOf(0)]);
    const worker = new FakeWorker();
    const said: string[] = [];
    worker.onMessage = (message) => {
      said.push(message.type);
      if (message.type === 'start') worker.say({ type: 'ready' });
    };
    const run = processesExecutor({ workers: 1, timeoutSeconds: 10, fork: () => asChild(worker) }).execute(job);
    await vi.advanceTimersByTimeAsync(60_000);
    expect({ said, finished }).toEqual({ said: ['start', 'run'], finished: [] });
    worker.say({ type: 'begun' });
    await vi.advanceTimersByTimeAsync(9_900);
    expect(finished).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    await run;
    expect(finished).toEqual([{ status: 'failed', cause: 'timeout', reason: 'it ran longer than the 10 s allowed' }]);
  });

  it('that never ends loading is no cell that hangs: it is ended and told apart', async () => {
    vi.useFakeTimers();
    const { job, finished } = jobOf([cellOf(0)]);
    const worker = new FakeWorker();
    worker.onMessage = ({ type }) => type === 'start' && worker.say({ type: 'ready' });
    const run = processesExecutor({ workers: 1, timeoutSeconds: 10, fork: () => asChild(worker) }).execute(job);
    await vi.advanceTimersByTimeAsync(3_600_000);
    await run;
    expect(finished).toMatchObject([{ cause: 'timeout', reason: 'what it needs was not loaded in time' }]);
  });
});
