import type { ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { InputError, type InputProblem } from '@minebench/core';
import { groupCells } from '../experiment/groups.ts';
import type { PlannedCell } from '../experiment/plan.ts';
import { knownAnchors } from '../loading/load-module.ts';
import { isOwnProcedure } from '../procedures/index.ts';
import { failure } from '../run/events.ts';
import { RecordStore } from '../store/record-store.ts';
import type { Executor, Job } from './executor.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { recordLoss } from './record-loss.ts';
import { scatter } from './scatter.ts';
import { forkModule, howItEnded, keepTail, onceEnded } from './worker-process.ts';

export interface ProcessesOptions {
  /** Worker processes, one a core by default. */
  readonly workers?: number | undefined;
  /** A cell that runs longer is ended and recorded as failed. */
  readonly timeoutSeconds?: number | undefined;
  /** For tests. */
  readonly fork?: typeof forkModule;
}

/** What loading a procedure in a worker may take, beside the time that a cell is allowed. */
const LOADING_SECONDS = 300;

/**
 * Runs cells in worker processes that each take the next cell as soon as they are free. A worker that dies takes no other cell with it. Other such runs, here and on
 * other hosts, may be at the same cells: whoever is first to finish one has done it, and the others, who find its record, scatter.
 */
export function processesExecutor({
  workers = availableParallelism(),
  timeoutSeconds,
  fork = forkModule,
}: ProcessesOptions = {}): Executor {
  return {
    workers,
    async execute(job) {
      const pool = new Pool(job, timeoutSeconds, fork);
      await pool.run(workers);
    },
  };
}

interface Running {
  /** One, or those that run together; without those that are finished. */
  cells: readonly PlannedCell[];
  readonly together: boolean;
  /** When they were given to the worker, and from when on it had loaded what they need. */
  start: number;
  begun: boolean;
  timer?: NodeJS.Timeout | undefined;
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
  private readonly fork: typeof forkModule;
  private queue: PlannedCell[][];
  private readonly workers = new Set<Worker>();
  private problem: Error | undefined;
  private settle: () => void = () => {};

  constructor(job: Job, timeoutSeconds: number | undefined, fork: typeof forkModule) {
    this.job = job;
    this.timeoutSeconds = timeoutSeconds;
    this.fork = fork;
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
    let child: ChildProcess;
    try {
      child = this.fork('./worker', import.meta.url);
    } catch (error) {
      this.failToStart(error as Error);
      return;
    }
    const worker: Worker = { child, tail: keepTail(child), ready: false };
    this.workers.add(worker);
    child.on('message', (message: FromWorker) => this.hear(worker, message));
    child.on('error', (error) => {
      // One that never was has no end either.
      if (child.pid === undefined) this.workers.delete(worker);
      this.failToStart(error);
    });
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

  /** No process, no memory or no open file left: those that run are let finish. */
  private failToStart(error: Error): void {
    this.fail(new Error(`a worker process cannot be started: ${error.message}`));
    if (this.workers.size === 0) this.settle();
  }

  private send({ child }: Worker, message: ToWorker): void {
    // A worker that has just died cannot be written to, its end is heard of by 'close'; one that could not be started has no channel.
    child.send?.(message, () => {});
  }

  private hear(worker: Worker, message: FromWorker): void {
    if (message.type === 'ready') {
      worker.ready = true;
      this.assign(worker);
    } else if (message.type === 'begun') {
      this.begin(worker);
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
    const together = cells.length > 1;
    worker.running = { cells, together, start: performance.now(), begun: false, timedOut: false };
    this.limit(worker, LOADING_SECONDS);
    for (const { name } of cells) this.job.events.onStart(name);
    this.send(worker, {
      type: 'run',
      cells: cells.map(({ name, cell, files }) => ({ name, cell, files })),
      own: isOwnProcedure(cells[0].procedure),
    });
  }

  /** The time that is allowed counts from here on: how long loading takes is a matter of the machine and of what else it does. */
  private begin(worker: Worker): void {
    if (!worker.running) return;
    worker.running.start = performance.now();
    worker.running.begun = true;
    this.limit(worker, 0);
  }

  private limit(worker: Worker, moreSeconds: number): void {
    const { running } = worker;
    if (!running || this.timeoutSeconds === undefined) return;
    clearTimeout(running.timer);
    const seconds = this.timeoutSeconds * running.cells.length + moreSeconds;
    running.timer = setTimeout(() => this.timeOut(worker), seconds * 1000);
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

  private recordDeath({ cells: [cell], start, begun, timedOut }: Running, how: string): void {
    const result = !timedOut
      ? failure('crash', `its worker process ${how}`)
      : begun
        ? failure('timeout', `it ran longer than the ${this.timeoutSeconds} s allowed`)
        : failure('timeout', 'what it needs was not loaded in time');
    try {
      recordLoss(this.job, new RecordStore(this.job.store), cell, result, (performance.now() - start) / 1000);
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
