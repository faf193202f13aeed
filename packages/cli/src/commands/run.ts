import { resolve } from 'node:path';
import { type RunSummary, runExperiment, SignKeeper } from '@minebench/runner';
import { chooseExecutor, type ExecutorFlags } from '../executor-choice.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openExperiment, storeOf } from '../experiment-file.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { positiveInteger, positiveNumber, shardOf } from '../numbers.ts';
import { say } from '../output.ts';
import { humanView, jsonView, toAll } from '../run-view.ts';

export interface RunFlags extends ExecutorFlags {
  readonly engine?: string;
  readonly store?: string;
  readonly size?: string;
  readonly only?: string;
  readonly cellsPerProgram?: string;
  readonly shard?: string;
  readonly checkpoint?: string;
  readonly retry?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `minebench run FILE` */
export async function run(file: string, flags: RunFlags): Promise<ExitCode> {
  const checkpointSeconds = positiveNumber('--checkpoint', flags.checkpoint, 'give seconds, as in 60');
  const cellsPerProgram = positiveInteger('--cells-per-program', flags.cellsPerProgram);
  const shard = shardOf(flags.shard);
  const report = ['report', resolve(file), ...(flags.store ? ['--store', resolve(flags.store)] : [])];
  const size = flags.size === undefined ? [] : ['--size', flags.size];
  const executor = chooseExecutor(flags, [...report, ...size, ...(flags.engine ? ['--engine', flags.engine] : [])]);
  const { experiment, url } = await openExperiment(file, flags.size);
  const interrupts = listenForInterrupts();
  const store = storeOf(experiment, flags.store);
  // Slurm's tasks have signs of their own.
  const sign = flags.executor === 'local' ? new SignKeeper(store) : undefined;
  try {
    const summary = await runExperiment(experiment, {
      experimentUrl: url,
      store,
      executor,
      engine: flags.engine,
      confirmed: flags.yes === true,
      only: flags.only,
      shard,
      cellsPerProgram,
      retry: flags.retry,
      checkpointSeconds,
      onEvent: toAll(...(sign ? [sign.onEvent] : []), flags.json ? jsonView : humanView()),
      finish: interrupts.finish,
      stop: interrupts.stop,
    });
    if (flags.detach && summary.left > 0) {
      say(
        `${summary.left} cells are Slurm's now; minebench status ${file} tells how far they are, the same command waits for them`,
      );
      return exitCodes.done;
    }
    if (!flags.json) await conclude(summary, [file, ...size].join(' '));
    if (summary.left > 0 && interrupts.exitCode !== undefined) {
      say(`stopped with ${summary.left} of ${summary.cells} cells left; the same command goes on`);
      return interrupts.exitCode;
    }
    return summary.failed > 0 ? exitCodes.someCellsFailed : exitCodes.done;
  } finally {
    sign?.end();
    interrupts.release();
  }
}

async function conclude({ completed, diverged, failed, left, records }: RunSummary, what: string): Promise<void> {
  const { summaryTable } = await import('@minebench/report');
  const table = summaryTable(records);
  if (table !== '') say(`\n${table}\n`);
  const counts = [`${completed} completed`, ...(diverged > 0 ? [`${diverged} diverged`] : [])];
  if (failed > 0) counts.push(`${failed} failed (run again with --retry to try them anew)`);
  say(counts.join(', '));
  if (left === 0) say(`next: minebench report ${what}`);
}
