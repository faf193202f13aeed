import { createHash, randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '@minebench/core';
import { groupCells } from '../../experiment/groups.ts';
import { cellLabels } from '../../experiment/labels.ts';
import type { PlannedCell } from '../../experiment/plan.ts';
import { readSigns } from '../../live/read-signs.ts';
import { knownAnchors } from '../../loading/load-module.ts';
import { failure } from '../../run/events.ts';
import { currentSetting, peakMemoryBytes } from '../../run/provenance.ts';
import { keepRecord } from '../../run/run-cell.ts';
import { Survey } from '../../status/survey.ts';
import { replaceFile } from '../../store/durable-file.ts';
import { readCell } from '../../store/read-cell.ts';
import { RecordStore } from '../../store/record-store.ts';
import type { Executor, Job } from '../executor.ts';
import { finishFile, readChunk, writeChunk, writeSetting } from './chunk.ts';
import { indexList } from './index-list.ts';
import { lastLine } from './last-line.ts';
import { type QueuedTask, slurm as realSlurm, type Slurm } from './slurm.ts';

export interface SlurmOptions {
  /** The program and its arguments that a task runs, followed by a folder and the task's index. */
  readonly command: readonly string[];
  /** Cells a task; as many as make two hundred tasks where absent. */
  readonly chunk?: number | undefined;
  /** Worker processes a task, each of which asks for a core; one where absent. */
  readonly workers?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  /** Options of `sbatch`, passed through. */
  readonly sbatch?: readonly string[] | undefined;
  /** Submits, and does not wait. */
  readonly detach?: boolean | undefined;
  /** A command line to run when the tasks have ended, in a job that depends on theirs. */
  readonly afterwards?: string | undefined;
  /** For tests. */
  readonly slurm?: Slurm;
  readonly pause?: (seconds: number) => Promise<void>;
}

/** Tasks where nobody says how many cells each shall have. */
const TASKS = 200;
/** A task that ends so often without having finished a single cell is given up. */
const MOST_ATTEMPTS = 3;
/** Looks without an answer from Slurm before the driver gives up; the tasks go on without it. */
const MOST_SILENT_LOOKS = 40;

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * Runs cells as tasks of Slurm job arrays that share the folder of the records. Here is only the driver: it submits chunks of cells, looks at the records and at the
 * queue, and submits again what a task that is gone has left. A driver that is gone itself is no loss: running the same command again finds the tasks by their
 * job's name, and waits for their cells instead of submitting them twice.
 */
export function slurmExecutor(options: SlurmOptions): Executor {
  let driver: Driver | undefined;
  return {
    get workers() {
      return driver?.workers ?? (options.workers ?? 1) * TASKS;
    },
    async execute(job) {
      driver = new Driver(job, options);
      await driver.run();
    },
  };
}

/** A chunk that a task has: where its cells are written down, and how often it was tried without getting anywhere. */
interface Chunk {
  readonly run: string;
  readonly index: number;
  readonly cells: PlannedCell[];
  attempts: number;
  jobId: string;
}

const keyOf = (run: string, index: number): string => `${run}/${index}`;

class Driver {
  /** Of the tasks that run now. */
  workers = 1;
  private readonly job: Job;
  private readonly options: SlurmOptions;
  private readonly slurm: Slurm;
  private readonly store: RecordStore;
  private readonly survey: Survey;
  /** Begins the names of this store's jobs. */
  private readonly prefix: string;
  private readonly open: Map<string, PlannedCell>;
  private readonly chunks = new Map<string, Chunk>();
  private readonly seen = new Map<string, number>();
  private readonly labels: ReturnType<typeof cellLabels>;
  private readonly start = performance.now();
  private dependent: string | undefined;

  constructor(job: Job, options: SlurmOptions) {
    this.job = job;
    this.options = options;
    this.slurm = options.slurm ?? realSlurm;
    this.store = new RecordStore(job.store);
    this.survey = new Survey(this.store, job.cells);
    this.open = new Map(job.cells.map((cell) => [cell.name, cell]));
    this.labels = cellLabels(job.cells);
    const place = createHash('sha256').update(resolve(job.store)).digest('hex').slice(0, 12);
    this.prefix = `minebench-${place}-`;
  }

  async run(): Promise<void> {
    const { finish, stop } = this.job;
    // Failures that are to be tried again are no news; what a task has finished just now is.
    for (const name of this.survey.refresh()) if (this.survey.outcomes.get(name)?.status !== 'failed') this.take(name);
    await this.adopt();
    const adopted = new Set([...this.chunks.values()].flatMap(({ cells }) => cells.map(({ name }) => name)));
    const fresh = this.job.cells.filter(({ name }) => this.open.has(name) && !adopted.has(name));
    if (fresh.length > 0 && !finish.aborted) await this.submitAnew(fresh);
    if (this.options.detach) return;
    const onFinish = () => this.askToFinish();
    finish.addEventListener('abort', onFinish);
    try {
      await this.watch();
    } finally {
      finish.removeEventListener('abort', onFinish);
      if (stop.aborted) await this.slurm.cancel(this.jobIds(), 'all');
    }
  }

  /** Chunks of earlier drivers whose tasks Slurm still has. */
  private async adopt(): Promise<void> {
    for (const { jobName, jobId, index } of (await this.slurm.queue()) ?? []) {
      const run = this.runOf(jobName);
      if (run === undefined) continue;
      const cells = cellsIn(this.folderOf(run), index).flatMap((name) => this.open.get(name) ?? []);
      if (cells.length > 0) this.chunks.set(keyOf(run, index), { run, index, cells, attempts: 1, jobId });
    }
    const tasks = this.chunks.size;
    if (tasks > 0)
      this.job.events.onNote(`Slurm has ${tasks === 1 ? 'a task' : `${tasks} tasks`} of this sweep already`);
  }

  private async submitAnew(cells: readonly PlannedCell[]): Promise<void> {
    // Cells that can run as one program are one task's.
    const groups = groupCells(cells, Math.min(this.job.cellsPerProgram, this.options.chunk ?? Infinity));
    const count = Math.min(groups.length, await this.taskCount(cells.length));
    const run = randomBytes(6).toString('hex');
    const dealt = Array.from({ length: count }, (_, index): Chunk => {
      // Dealt out one at a time, so that tasks take about as long as each other.
      const own = groups.filter((_, position) => position % count === index).flat();
      return { run, index, cells: own, attempts: 0, jobId: '' };
    });
    await this.submit(run, dealt);
  }

  private async taskCount(cells: number): Promise<number> {
    const { chunk } = this.options;
    const most = await this.slurm.mostTasks();
    const count = chunk === undefined ? Math.min(cells, TASKS, most) : Math.ceil(cells / chunk);
    if (count <= most) return count;
    throw new InputError({
      argument: '--chunk',
      value: chunk,
      problem: `makes ${count} tasks of ${cells} cells, and an array has at most ${most} here`,
      remedy: `give at least ${Math.ceil(cells / most)}`,
    });
  }

  private async submit(run: string, chunks: readonly Chunk[]): Promise<void> {
    const { experimentUrl, store, retry, checkpointSeconds, cellsPerProgram, commit } = this.job;
    const { command, workers = 1, timeoutSeconds = null, sbatch = [] } = this.options;
    const folder = this.folderOf(run);
    writeSetting(folder, {
      experimentUrl,
      anchors: knownAnchors(),
      store: resolve(store),
      retry,
      checkpointSeconds,
      cellsPerProgram,
      commit,
      workers,
      timeoutSeconds,
    });
    for (const { index, cells } of chunks) writeChunk(folder, index, cells, (name) => this.labels.of(name));
    rmSync(finishFile(folder), { force: true });
    const script = join(folder, 'task.sh');
    const words = [...command, folder].map(quoted).join(' ');
    replaceFile(script, `#!/bin/sh\nexec ${words} "$SLURM_ARRAY_TASK_ID"\n`);
    const jobId = await this.slurm.submit({
      options: [
        `--cpus-per-task=${workers}`,
        ...sbatch,
        `--job-name=${this.prefix}${run}`,
        `--array=${indexList(chunks.map(({ index }) => index))}`,
        `--output=${join(folder, 'log-%a.txt')}`,
        '--open-mode=append',
      ],
      script,
    });
    for (const chunk of chunks) {
      chunk.jobId = jobId;
      chunk.attempts++;
      this.chunks.set(keyOf(run, chunk.index), chunk);
    }
    const cells = chunks.reduce((sum, chunk) => sum + chunk.cells.length, 0);
    this.job.events.onNote(`Slurm job ${jobId}: ${cells} cells in ${chunks.length} tasks`);
    await this.submitDependent(sbatch);
  }

  /** One job for the end: a later one takes an earlier one's place. */
  private async submitDependent(sbatch: readonly string[]): Promise<void> {
    const { afterwards } = this.options;
    if (afterwards === undefined) return;
    if (this.dependent !== undefined) await this.slurm.cancel([this.dependent], 'waiting');
    const folder = join(this.job.store, 'slurm');
    const script = join(folder, 'then.sh');
    replaceFile(script, `#!/bin/sh\nexec ${afterwards}\n`);
    this.dependent = await this.slurm.submit({
      options: [
        ...sbatch,
        '--job-name=minebench-then',
        `--dependency=afterany:${this.jobIds().join(':')}`,
        `--output=${join(folder, 'then.txt')}`,
      ],
      script,
    });
    this.job.events.onNote(`Slurm job ${this.dependent} then runs: ${afterwards}`);
  }

  private async watch(): Promise<void> {
    let silent = 0;
    while (this.chunks.size > 0 && !this.job.stop.aborted) {
      // The queue first: a task that is not in it has written all it ever will.
      const queue = await this.slurm.queue();
      silent = queue === null ? silent + 1 : 0;
      if (silent > MOST_SILENT_LOOKS)
        throw new InputError({
          argument: '--executor',
          value: 'slurm',
          problem: 'gives no answer (squeue)',
          remedy: 'the tasks go on; run the same command again when it does',
        });
      this.takeResults();
      this.takeSigns();
      if (queue !== null) await this.makeUpFor(queue);
      if (this.chunks.size > 0) await this.pause();
    }
  }

  /** Short at first, and for long sweeps a fiftieth of the time so far, up to fifteen seconds: a look lists the folders of all records. */
  private pause(): Promise<void> {
    const elapsed = (performance.now() - this.start) / 1000;
    return (this.options.pause ?? sleep)(Math.min(15, Math.max(0.5, elapsed / 50)));
  }

  private takeResults(): void {
    for (const name of this.survey.refresh()) this.take(name);
  }

  private take(name: string): void {
    const cell = this.open.get(name);
    const found = cell && readCell(this.store, cell);
    if (found?.kind !== 'record') return;
    this.open.delete(name);
    this.job.events.onFinish(name, found.record.result, found.record.provenance.seconds);
  }

  /** What the tasks tell of the cells that they are at. */
  private takeSigns(): void {
    const { events } = this.job;
    const signs = readSigns(this.job.store);
    this.workers = signs.reduce((sum, sign) => sum + sign.workers, 0) || 1;
    for (const { cell, share, curve } of signs.flatMap((sign) => sign.running)) {
      if (!this.open.has(cell)) continue;
      const known = this.seen.get(cell);
      if (known === undefined) events.onStart(cell);
      const from = known ?? 0;
      for (const [k, step] of curve.step.entries()) {
        const [minibatch, selection] = [curve.minibatch[k], curve.selection[k]];
        if (step <= from || typeof minibatch !== 'number' || typeof selection !== 'number') continue;
        events.onProgress(cell, share, { step, minibatch, selection });
      }
      if (curve.step.length === 0) events.onProgress(cell, share);
      this.seen.set(cell, curve.step.at(-1) ?? 0);
    }
  }

  /** Submits again what tasks have left that Slurm no longer has. */
  private async makeUpFor(queue: readonly QueuedTask[]): Promise<void> {
    const there = new Set(queue.map(({ jobName, index }) => keyOf(this.runOf(jobName) ?? '', index)));
    const lost: Chunk[] = [];
    for (const [key, chunk] of this.chunks) {
      if (there.has(key)) continue;
      this.chunks.delete(key);
      const cells = chunk.cells.filter(({ name }) => this.open.has(name));
      if (cells.length === 0 || this.job.finish.aborted) continue;
      const attempts = cells.length < chunk.cells.length ? 0 : chunk.attempts;
      this.tellLoss(chunk, cells.length);
      if (attempts < MOST_ATTEMPTS) lost.push({ ...chunk, cells, attempts });
      else this.giveUp(cells);
    }
    for (const [run, chunks] of groupByRun(lost)) await this.submit(run, chunks);
  }

  private tellLoss({ run, index, jobId }: Chunk, cells: number): void {
    const log = join(this.folderOf(run), `log-${index}.txt`);
    const said = lastLine(log);
    const how = said === undefined ? '' : `; its last words: ${said}`;
    this.job.events.onNote(`Slurm task ${jobId}_${index} has ended with ${cells} of its cells left${how} (${log})`);
  }

  private giveUp(cells: readonly PlannedCell[]): void {
    const { commit, events } = this.job;
    const result = failure('crash', `its Slurm task ended ${MOST_ATTEMPTS} times without finishing a cell`);
    for (const cell of cells) {
      const startedAt = new Date().toISOString();
      const provenance = { startedAt, seconds: 0, ...currentSetting(commit), peakMemoryBytes: peakMemoryBytes() };
      const { record } = keepRecord({ ...cell, store: this.store }, { schema: 1, cell: cell.cell, result, provenance });
      this.open.delete(cell.name);
      events.onFinish(cell.name, record.result, record.provenance.seconds);
    }
  }

  private askToFinish(): void {
    for (const run of new Set([...this.chunks.values()].map((chunk) => chunk.run)))
      writeFileSync(finishFile(this.folderOf(run)), '');
    void this.slurm.cancel(this.jobIds(), 'waiting');
  }

  private jobIds(): string[] {
    return [...new Set([...this.chunks.values()].map(({ jobId }) => jobId))];
  }

  private folderOf(run: string): string {
    return join(resolve(this.job.store), 'slurm', run);
  }

  private runOf(jobName: string): string | undefined {
    const run = jobName.startsWith(this.prefix) ? jobName.slice(this.prefix.length) : '';
    return /^[0-9a-f]{12}$/.test(run) ? run : undefined;
  }
}

function groupByRun(chunks: readonly Chunk[]): Map<string, Chunk[]> {
  const groups = new Map<string, Chunk[]>();
  for (const chunk of chunks) groups.set(chunk.run, [...(groups.get(chunk.run) ?? []), chunk]);
  return groups;
}

/** Cells that a task was given; none where its folder is gone. */
function cellsIn(folder: string, index: number): string[] {
  try {
    return readChunk(folder, index).map(({ name }) => name);
  } catch {
    return [];
  }
}

const quoted = (word: string): string => `'${word.replace(/'/g, `'\\''`)}'`;
