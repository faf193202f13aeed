import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { InputError, type InputProblem } from '@minebench/core';
import { groupCells } from '../experiment/groups.ts';
import type { PlannedCell } from '../experiment/plan.ts';
import { knownAnchors } from '../loading/load-module.ts';
import { isOwnProcedure } from '../procedures/index.ts';
import { failure } from '../run/events.ts';
import { currentSetting, peakMemoryBytes } from '../run/provenance.ts';
import { keepRecord } from '../run/run-cell.ts';
import { RecordStore } from '../store/record-store.ts';
import type { Executor, Job } from './executor.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { forkModule, howItEnded, keepTail, onceEnded } from './worker-process.ts';

export interface ProcessesOptions {
  /** Worker processes, one a core by default. */
  readonly workers?: number | undefined;
  /** A cell that runs longer is ended and recorded as failed. */
  readonly timeoutSeconds?: number | undefined;
}

/**
 * Runs cells in worker processes that each take the next cell as soon as they are free. A worker that dies takes no other cell with it. Other such runs, here and on
 * other hosts, may be at the same cells: whoever is first to finish one has done it, and the others, who find its record, scatter.
 */
export function processesExecutor({
  workers = availableParallelism(),
  timeoutSeconds,
}: ProcessesOptions = {}): Executor {
  return {
    workers,
    async execute(job) {
      const pool = new Pool(job, timeoutSeconds);
      await pool.run(workers);
    },
  };
}

interface Running {
  /** One, or those that run together; without those that are finished. */
  cells: readonly PlannedCell[];
  readonly together: boolean;
  readonly start: number;
  readonly timer?: NodeJS.Timeout;
  timedOut: boolean;
}

/** A worker process and what it is at. */
interface Worker {
  readonly child: ChildProcess;
  readonly tail: () => string;
  ready: boolean;
  running?: Running;
}

class Pool {
  private readonly job: Job;
  private readonly timeoutSeconds: number | undefined;
  private queue: PlannedCell[][];
  private readonly workers = new Set<Worker>();
  private problem: Error | undefined;
  private settle: () => void = () => {};

  constructor(job: Job, timeoutSeconds: number | undefined) {
    this.job = job;
    this.timeoutSeconds = timeoutSeconds;
    this.queue = groupCells(job.cells, job.cellsPerProgram);
  }

  async run(most: number): Promise<void> {
    const { finish, stop } = this.job;
    const ended = new Promise<void>((resolve) => {
      this.settle = resolve;
    });
    const onFinish = () => this.dismissIdle();
    const onStop = () => this.killAll();
    finish.addEventListener('abort', onFinish);
    stop.addEventListener('abort', onStop);
    try {
      if (finish.aborted || stop.aborted) return;
      const count = Math.min(most, this.queue.length);
      for (let index = 0; index < count; index++) this.hire();
      await ended;
    } finally {
      finish.removeEventListener('abort', onFinish);
      stop.removeEventListener('abort', onStop);
    }
    if (this.problem) throw this.problem;
  }

  private get closing(): boolean {
    return this.job.finish.aborted || this.job.stop.aborted || this.problem !== undefined;
  }

  private hire(): void {
    const child = forkModule('./worker', import.meta.url);
    const worker: Worker = { child, tail: keepTail(child), ready: false };
    this.workers.add(worker);
    child.on('message', (message: FromWorker) => this.hear(worker, message));
    child.on('error', (error) => this.fail(new Error(`a worker process cannot be started: ${error.message}`)));
    onceEnded(child, (code, signal) => this.bury(worker, code, signal));
    const { experimentUrl, store, retry, checkpointSeconds, commit } = this.job;
    this.send(worker, {
      type: 'start',
      parent: process.pid,
      experimentUrl,
      anchors: knownAnchors(),
      store,
      retry,
      checkpointSeconds,
      commit,
    });
  }

  private send({ child }: Worker, message: ToWorker): void {
    // A worker that has just died cannot be written to; its end is heard of by 'close'.
    child.send(message, () => {});
  }

  private hear(worker: Worker, message: FromWorker): void {
    if (message.type === 'ready') {
      worker.ready = true;
      this.assign(worker);
    } else if (message.type === 'progress') {
      this.job.events.onProgress(message.name, message.share, message.point);
    } else if (message.type === 'finished') {
      const left = worker.running?.cells.filter(({ name }) => name !== message.name) ?? [];
      if (message.shared) this.queue = scatter(this.queue);
      this.job.events.onFinish(message.name, message.result, message.seconds);
      if (worker.running) worker.running.cells = left;
      if (left.length > 0) return;
      this.clear(worker);
      this.assign(worker);
    } else {
      this.clear(worker);
      this.fail(message.input ? new InputError(message.input as unknown as InputProblem) : new Error(message.message));
    }
  }

  private assign(worker: Worker): void {
    const cells = this.closing ? undefined : this.queue.shift();
    if (!cells) {
      this.send(worker, { type: 'leave' });
      return;
    }
    const timer =
      this.timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => this.timeOut(worker), this.timeoutSeconds * 1000 * cells.length);
    const together = cells.length > 1;
    worker.running = { cells, together, start: performance.now(), timedOut: false, ...(timer ? { timer } : {}) };
    for (const { name } of cells) this.job.events.onStart(name);
    this.send(worker, {
      type: 'run',
      cells: cells.map(({ name, cell, files }) => ({ name, cell, files })),
      own: isOwnProcedure(cells[0].procedure),
    });
  }

  private clear(worker: Worker): void {
    clearTimeout(worker.running?.timer);
    delete worker.running;
  }

  /** `session.run` of a runtime blocks its process: only a kill ends it. */
  private timeOut(worker: Worker): void {
    if (worker.running) worker.running.timedOut = true;
    worker.child.kill('SIGKILL');
  }

  private bury(worker: Worker, code: number | null, signal: NodeJS.Signals | null): void {
    this.workers.delete(worker);
    const { running } = worker;
    this.clear(worker);
    if (!this.job.stop.aborted && !this.problem) {
      // Which of them it was is not known: each shows it alone, and the others are none the worse.
      if (running?.together) this.queue.unshift(...[...running.cells].map((cell) => [cell]));
      else if (running) this.recordDeath(running, howItEnded(code, signal, worker.tail()));
      else if (!worker.ready)
        this.fail(new Error(`a worker process ${howItEnded(code, signal, worker.tail())} before it was ready`));
      if (running && this.queue.length > 0 && !this.closing) this.hire();
    }
    if (this.workers.size === 0) this.settle();
  }

  private recordDeath({ cells: [cell], start, timedOut }: Running, how: string): void {
    const seconds = (performance.now() - start) / 1000;
    const result = timedOut
      ? failure('timeout', `it ran longer than the ${this.timeoutSeconds} s allowed`)
      : failure('crash', `its worker process ${how}`);
    const { commit, events } = this.job;
    const startedAt = new Date(Date.now() - seconds * 1000).toISOString();
    const provenance = { startedAt, seconds, ...currentSetting(commit), peakMemoryBytes: peakMemoryBytes() };
    try {
      const store = new RecordStore(this.job.store);
      const { record } = keepRecord({ ...cell, store }, { schema: 1, cell: cell.cell, result, provenance });
      events.onFinish(cell.name, record.result, seconds);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  /** Ends the run with an error; cells that run now are finished first, so that their work is not lost. */
  private fail(error: Error): void {
    this.problem ??= error;
    this.dismissIdle();
  }

  private dismissIdle(): void {
    for (const worker of this.workers) if (!worker.running) this.send(worker, { type: 'leave' });
  }

  private killAll(): void {
    for (const { child } of this.workers) child.kill('SIGKILL');
  }
}

/** Groups of cells in a new order, the dear ones still before the cheap, so that processes in step with each other do not stay so. */
function scatter(groups: readonly PlannedCell[][]): PlannedCell[][] {
  const magnitude = (cells: readonly PlannedCell[]): number =>
    Math.floor(Math.log2(cells.reduce((sum, { cost }) => sum + cost, 0)));
  const drawn = new Map(groups.map((group) => [group, randomInt(2 ** 32)]));
  return [...groups].sort((a, b) => magnitude(b) - magnitude(a) || drawn.get(a)! - drawn.get(b)!);
}
