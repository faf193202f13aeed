import { randomBytes } from 'node:crypto';
import { InputError } from '@minebench/core';
import { groupCells } from '../../experiment/groups.ts';
import { cellLabels } from '../../experiment/labels.ts';
import type { PlannedCell } from '../../experiment/plan.ts';
import { failure } from '../../run/events.ts';
import { Survey } from '../../status/survey.ts';
import { readCell } from '../../store/read-cell.ts';
import { RecordStore } from '../../store/record-store.ts';
import type { Job } from '../executor.ts';
import { recordLoss } from '../record-loss.ts';
import { type Chunk, JobArrays } from './job-arrays.ts';
import { lastLine } from './last-line.ts';
import { type QueuedTask, slurm as realSlurm, type Slurm } from './slurm.ts';
import type { SlurmOptions } from './slurm-options.ts';
import { TaskSigns } from './task-signs.ts';

/** Tasks where nobody says how many cells each shall have. */
export const TASKS = 200;
/** A task that ends so often without having finished a single cell is given up. */
const MOST_ATTEMPTS = 3;
/** Looks without an answer from Slurm before the driver gives up; the tasks go on without it. */
const MOST_SILENT_LOOKS = 40;

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const keyOf = (run: string, index: number): string => `${run}/${index}`;

/** Submits chunks of cells, looks at the records and at the queue, and submits again what a task that is gone has left. */
export class Driver {
  /** Of the tasks that run now. */
  workers = 1;
  private readonly job: Job;
  private readonly options: SlurmOptions;
  private readonly slurm: Slurm;
  private readonly store: RecordStore;
  private readonly survey: Survey;
  private readonly arrays: JobArrays;
  private readonly signs: TaskSigns;
  private readonly open: Map<string, PlannedCell>;
  private readonly chunks = new Map<string, Chunk>();
  private readonly labels: ReturnType<typeof cellLabels>;
  private readonly start = performance.now();

  constructor(job: Job, options: SlurmOptions) {
    this.job = job;
    this.options = options;
    this.slurm = options.slurm ?? realSlurm;
    this.store = new RecordStore(job.store);
    this.survey = new Survey(this.store, job.cells);
    this.open = new Map(job.cells.map((cell) => [cell.name, cell]));
    this.labels = cellLabels(job.cells);
    this.arrays = new JobArrays(job, options, this.slurm);
    this.signs = new TaskSigns(job);
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
      const run = this.arrays.runOf(jobName);
      if (run === undefined) continue;
      const cells = this.arrays.cellsOf(run, index).flatMap((name) => this.open.get(name) ?? []);
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
    const jobId = await this.arrays.submit(run, chunks, (name) => this.labels.of(name));
    for (const chunk of chunks) {
      chunk.jobId = jobId;
      chunk.attempts++;
      this.chunks.set(keyOf(run, chunk.index), chunk);
    }
    const cells = chunks.reduce((sum, chunk) => sum + chunk.cells.length, 0);
    this.job.events.onNote(`Slurm job ${jobId}: ${cells} cells in ${chunks.length} tasks`);
    await this.arrays.submitDependent(this.jobIds());
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
      this.workers = this.signs.tell((cell) => this.open.has(cell)) || 1;
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

  /** Submits again what tasks have left that Slurm no longer has. */
  private async makeUpFor(queue: readonly QueuedTask[]): Promise<void> {
    const there = new Set(queue.map(({ jobName, index }) => keyOf(this.arrays.runOf(jobName) ?? '', index)));
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

  private tellLoss(chunk: Chunk, cells: number): void {
    const { index, jobId } = chunk;
    const log = this.arrays.logOf(chunk);
    const said = lastLine(log);
    const how = said === undefined ? '' : `; its last words: ${said}`;
    this.job.events.onNote(`Slurm task ${jobId}_${index} has ended with ${cells} of its cells left${how} (${log})`);
  }

  private giveUp(cells: readonly PlannedCell[]): void {
    const result = failure('crash', `its Slurm task ended ${MOST_ATTEMPTS} times without finishing a cell`);
    for (const cell of cells) {
      this.open.delete(cell.name);
      recordLoss(this.job, this.store, cell, result, 0);
    }
  }

  private askToFinish(): void {
    for (const run of new Set([...this.chunks.values()].map((chunk) => chunk.run))) this.arrays.askToFinish(run);
    void this.slurm.cancel(this.jobIds(), 'waiting');
  }

  private jobIds(): string[] {
    return [...new Set([...this.chunks.values()].map(({ jobId }) => jobId))];
  }
}

function groupByRun(chunks: readonly Chunk[]): Map<string, Chunk[]> {
  const groups = new Map<string, Chunk[]>();
  for (const chunk of chunks) groups.set(chunk.run, [...(groups.get(chunk.run) ?? []), chunk]);
  return groups;
}
