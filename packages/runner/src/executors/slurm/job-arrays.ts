import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PlannedCell } from '../../experiment/plan.ts';
import { knownAnchors } from '../../loading/load-module.ts';
import { replaceFile } from '../../store/durable-file.ts';
import type { Job } from '../executor.ts';
import { finishFile, readChunk, SLURM_FOLDER, writeChunk, writeSetting } from './chunk.ts';
import { indexList } from './index-list.ts';
import type { Slurm } from './slurm.ts';
import type { SlurmOptions } from './slurm-options.ts';

/** A chunk that a task has: where its cells are written down, and how often it was tried without getting anywhere. */
export interface Chunk {
  /** Names the job array and its folder. */
  readonly run: string;
  readonly index: number;
  readonly cells: PlannedCell[];
  attempts: number;
  jobId: string;
}

/** The job arrays of one store: their names, folders and scripts. Jobs of a store are known by their names, whoever submitted them. */
export class JobArrays {
  private readonly job: Job;
  private readonly options: SlurmOptions;
  private readonly slurm: Slurm;
  private readonly store: string;
  /** Begins the names of this store's jobs. */
  private readonly prefix: string;
  private dependent: string | undefined;

  constructor(job: Job, options: SlurmOptions, slurm: Slurm) {
    this.job = job;
    this.options = options;
    this.slurm = slurm;
    this.store = resolve(job.store);
    const place = createHash('sha256').update(this.store).digest('hex').slice(0, 12);
    this.prefix = `minebench-${place}-`;
  }

  /** The run that a job is of; undefined where it is none of this store's. */
  runOf(jobName: string): string | undefined {
    const run = jobName.startsWith(this.prefix) ? jobName.slice(this.prefix.length) : '';
    return /^[0-9a-f]{12}$/.test(run) ? run : undefined;
  }

  /** Names of the cells that a task was given; none where its folder is gone. */
  cellsOf(run: string, index: number): string[] {
    try {
      return readChunk(this.folderOf(run), index).map(({ name }) => name);
    } catch {
      return [];
    }
  }

  logOf({ run, index }: Chunk): string {
    return join(this.folderOf(run), `log-${index}.txt`);
  }

  /** From now on tasks of the run start no further cell. */
  askToFinish(run: string): void {
    writeFileSync(finishFile(this.folderOf(run)), '');
  }

  /** Writes the chunks of a run down and submits a task for each. Returns the job's id. */
  async submit(run: string, chunks: readonly Chunk[], labelOf: (cell: string) => string): Promise<string> {
    const { experimentUrl, retry, checkpointSeconds, cellsPerProgram, commit } = this.job;
    const { command, workers = 1, timeoutSeconds = null, sbatch = [] } = this.options;
    const folder = this.folderOf(run);
    const setting = { experimentUrl, anchors: knownAnchors(), store: this.store, retry, checkpointSeconds };
    writeSetting(folder, { ...setting, cellsPerProgram, commit, workers, timeoutSeconds });
    for (const { index, cells } of chunks) writeChunk(folder, index, cells, labelOf);
    rmSync(finishFile(folder), { force: true });
    const script = join(folder, 'task.sh');
    const words = [...command, folder].map(quoted).join(' ');
    replaceFile(script, `#!/bin/sh\nexec ${words} "$SLURM_ARRAY_TASK_ID"\n`);
    return this.slurm.submit({
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
  }

  /** One job that follows all of these; a later one takes an earlier one's place. */
  async submitDependent(jobIds: readonly string[]): Promise<void> {
    const { afterwards, sbatch = [] } = this.options;
    if (afterwards === undefined) return;
    if (this.dependent !== undefined) await this.slurm.cancel([this.dependent], 'waiting');
    const folder = join(this.store, SLURM_FOLDER);
    const script = join(folder, 'then.sh');
    replaceFile(script, `#!/bin/sh\nexec ${afterwards}\n`);
    this.dependent = await this.slurm.submit({
      options: [
        ...sbatch,
        '--job-name=minebench-then',
        `--dependency=afterany:${jobIds.join(':')}`,
        `--output=${join(folder, 'then.txt')}`,
      ],
      script,
    });
    this.job.events.onNote(`Slurm job ${this.dependent} then runs: ${afterwards}`);
  }

  private folderOf(run: string): string {
    return join(this.store, SLURM_FOLDER, run);
  }
}

const quoted = (word: string): string => `'${word.replace(/'/g, `'\\''`)}'`;
