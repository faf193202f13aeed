import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { InputError } from '@minebench/core';
import { baselineDifference, comparisonNames, decodeBaseline, encodeBaseline, makeBaseline } from '@minebench/report';
import { CALIBRATION_KERNEL, planExperiment, processesExecutor, runExperiment } from '@minebench/runner';
import { commandLine } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openExperiment, storeOf } from '../experiment-file.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { workerCount } from '../numbers.ts';
import { print, say } from '../output.ts';
import { humanView } from '../run-view.ts';
import { speedReadings } from '../speed-readings.ts';
import { writeTextFile } from '../text-file.ts';

export interface BaselineFlags {
  readonly engine?: string;
  readonly workers?: string;
  readonly store?: string;
  readonly out?: string;
  /** False: times are not measured. */
  readonly speed?: boolean;
}

/** The command that makes a baseline of an experiment file. */
export const baselineCommand = (
  file: string,
  flags: { readonly engine?: string | undefined; readonly out?: string | undefined },
): string => {
  const shown = relative(process.cwd(), resolve(file));
  return commandLine(`baseline ${shown}`, { engine: flags.engine, out: flags.out });
};

/** `minebench baseline FILE` */
export async function baseline(file: string, flags: BaselineFlags): Promise<ExitCode> {
  const workers = workerCount(flags.workers);
  const { experiment, url } = await openExperiment(file);
  const out = resolve(flags.out ?? `experiments/baselines/${experiment.id}.json`);
  const interrupts = listenForInterrupts();
  try {
    const run = await runExperiment(experiment, {
      experimentUrl: url,
      store: storeOf(experiment, flags.store),
      executor: processesExecutor({ workers }),
      engine: flags.engine,
      onEvent: humanView(),
      finish: interrupts.finish,
      stop: interrupts.stop,
    });
    if (run.left > 0) {
      say(`stopped with ${run.left} of ${run.cells} cells left; the same command goes on`);
      return interrupts.exitCode ?? exitCodes.someCellsFailed;
    }
    const planned = await planExperiment(experiment, { experimentUrl: url, engine: flags.engine });
    const cells = planned.map(({ cell }) => cell);
    const timed = flags.speed !== false;
    const estimators = new Set([...comparisonNames(cells).values()].map(({ estimator }) => estimator));
    const made = makeBaseline(
      {
        experiment: experiment.id,
        kernel: timed ? CALIBRATION_KERNEL : null,
        speed: timed ? await speedReadings(planned, estimators, url) : [],
        by: baselineCommand(file, flags),
      },
      cells,
      run.records,
    );
    await writeTextFile(out, '--out', encodeBaseline(made));
    say(`baseline: ${relative(process.cwd(), out)} (${made.comparisons.length} comparisons, ${run.cells} cells)`);
    return run.failed > 0 ? exitCodes.someCellsFailed : exitCodes.done;
  } finally {
    interrupts.release();
  }
}

/** `minebench diff OLD NEW` */
export function diff(before: string, after: string): ExitCode {
  const read = (name: string) => decodeBaseline(readText(name), name, 'minebench baseline FILE');
  print(baselineDifference(read(before), read(after)));
  return exitCodes.done;
}

/** @throws InputError where a file cannot be read */
export function readText(name: string, remedy = 'name a file that minebench baseline made'): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new InputError({ argument: 'baseline', value: name, problem, remedy });
  }
}
