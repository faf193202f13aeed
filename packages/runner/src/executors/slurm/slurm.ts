import { execFile } from 'node:child_process';
import { InputError } from '@minebench/core';

/** A task of a job array that Slurm still has: it waits, runs or is being ended. */
export interface QueuedTask {
  readonly jobName: string;
  readonly jobId: string;
  readonly index: number;
  readonly state: string;
}

/** What a job array is made of. */
export interface ArrayJob {
  /** Users' own options come first, so that what follows them binds. */
  readonly options: readonly string[];
  readonly script: string;
}

/** The few things that are asked of Slurm. Its own commands are the interface that every version has. */
export interface Slurm {
  /** Returns the job's id. @throws InputError where Slurm is not there or refuses */
  submit(job: ArrayJob): Promise<string>;
  /** Tasks of this user's jobs; null where Slurm does not answer now. */
  queue(): Promise<QueuedTask[] | null>;
  cancel(jobIds: readonly string[], which: 'waiting' | 'all'): Promise<void>;
  /** Tasks that an array may have at most. */
  mostTasks(): Promise<number>;
}

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code, or why there is none (`ENOENT`). */
  readonly code: number | string | null;
}

const call = (command: string, args: readonly string[]): Promise<Answer> =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: 60_000, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error ? (error.code ?? 'ended by a signal') : 0 }),
    );
  });

const FORMAT = '%j|%F|%K|%t';

export const slurm: Slurm = {
  async submit({ options, script }) {
    const { code, stdout, stderr } = await call('sbatch', [...options, '--parsable', script]);
    if (code === 'ENOENT')
      throw new InputError({
        argument: '--executor',
        value: 'slurm',
        problem: 'cannot find sbatch',
        remedy: 'run it where Slurm is, or leave --executor out',
      });
    if (code !== 0)
      throw new InputError({
        argument: '--sbatch',
        value: options.join(' '),
        problem: `is refused by sbatch: ${stderr.trim().replace(/\s*\n\s*/g, '; ') || code}`,
        remedy: 'correct it and run the same command again',
      });
    // `--parsable`: the id, and the cluster's name where there are several.
    return stdout.trim().split(';')[0];
  },
  async queue() {
    const { code, stdout } = await call('squeue', ['--me', '--noheader', '--array', `--format=${FORMAT}`]);
    if (code !== 0) return null;
    return stdout
      .split('\n')
      .map((line) => line.trim().split('|'))
      .filter((parts) => parts.length === 4)
      .map(([jobName, jobId, index, state]) => ({ jobName, jobId, index: Number(index), state }));
  },
  async cancel(jobIds, which) {
    if (jobIds.length > 0) await call('scancel', [...(which === 'waiting' ? ['--state=PENDING'] : []), ...jobIds]);
  },
  async mostTasks() {
    const { stdout } = await call('scontrol', ['show', 'config']);
    return Number(/MaxArraySize\s*=\s*(\d+)/.exec(stdout)?.[1] ?? 1001) - 1;
  },
};
