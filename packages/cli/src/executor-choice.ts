import { resolve } from 'node:path';
import { InputError, nearest } from '@minebench/core';
import { type Executor, processesExecutor, slurmExecutor } from '@minebench/runner';
import { quoted } from './command-line.ts';
import { positiveInteger, positiveNumber, workerCount } from './numbers.ts';

export interface ExecutorFlags {
  readonly executor: string;
  readonly workers?: string;
  readonly timeout?: string;
  readonly chunk?: string;
  readonly sbatch?: readonly string[];
  readonly thenReport?: boolean;
  readonly detach?: boolean;
}

const SLURM_ONLY = ['chunk', 'sbatch', 'thenReport', 'detach'] as const;
const names = ['local', 'slurm'];

/** Node and minebench as they run now, for a task on another host. */
const ownCommand = (): string[] => [process.execPath, ...process.execArgv, resolve(process.argv[1])];

/**
 * What runs the cells: worker processes here, or Slurm's tasks.
 * @param report - arguments of the command that renders the report
 */
export function chooseExecutor(flags: ExecutorFlags, report: readonly string[]): Executor {
  const workers = workerCount(flags.workers);
  const timeoutSeconds = positiveNumber('--timeout', flags.timeout, 'give seconds, as in 60');
  const chunk = positiveInteger('--chunk', flags.chunk);
  if (!names.includes(flags.executor))
    throw new InputError({
      argument: '--executor',
      value: flags.executor,
      problem: 'is none',
      remedy:
        nearest(flags.executor, names).length > 0
          ? `did you mean ${nearest(flags.executor, names)[0]}?`
          : 'give local or slurm',
    });
  if (flags.executor === 'slurm') {
    const { sbatch, detach } = flags;
    const afterwards = flags.thenReport ? [...ownCommand(), ...report].map(quoted).join(' ') : undefined;
    return slurmExecutor({
      command: [...ownCommand(), 'slurm-task'],
      workers,
      timeoutSeconds,
      chunk,
      sbatch,
      detach,
      afterwards,
    });
  }
  const alien = SLURM_ONLY.find((name) => flags[name] !== undefined);
  if (alien)
    throw new InputError({
      argument: alien === 'thenReport' ? '--then-report' : `--${alien}`,
      problem: 'is for Slurm alone',
      remedy: 'add --executor slurm, or leave it out',
    });
  return processesExecutor({ workers, timeoutSeconds });
}
