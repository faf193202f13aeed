import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Experiment } from '@minebench/core';
import { addAnchor, processesExecutor, type RunSummary, runExperiment, SignKeeper } from '@minebench/runner';
import type { ExitCode } from './exit-codes.ts';
import { listenForInterrupts } from './interrupts.ts';
import { say } from './output.ts';
import { humanView, toAll } from './run-view.ts';

export interface InMemoryOptions {
  readonly engine?: string | undefined;
  readonly workers?: number | undefined;
  /** Folder of the records; runs/EXPERIMENT where absent. */
  readonly store?: string | undefined;
  readonly retry?: boolean | undefined;
  readonly baseUrl: string;
}

/** Stands for the experiment file of what was named on the command line: users' files are relative to the folder it is typed in, and import the report's packages too. */
export function commandLineUrl(): string {
  addAnchor(import.meta.url);
  return pathToFileURL(resolve('command-line')).href;
}

/** Runs an experiment that no file defines, with records as any other has. An exit code where it was interrupted before its end. */
export async function runInMemory(
  experiment: Experiment,
  { engine, workers, store, retry, baseUrl }: InMemoryOptions,
): Promise<RunSummary | ExitCode> {
  const interrupts = listenForInterrupts();
  const folder = resolve(store ?? `runs/${experiment.id}`);
  const sign = new SignKeeper(folder);
  try {
    const summary = await runExperiment(experiment, {
      experimentUrl: baseUrl,
      store: folder,
      executor: processesExecutor({ workers }),
      engine,
      retry,
      onEvent: toAll(sign.onEvent, humanView()),
      finish: interrupts.finish,
      stop: interrupts.stop,
    });
    if (summary.left === 0 || interrupts.exitCode === undefined) return summary;
    say(`stopped with ${summary.left} of ${summary.cells} cells left; the same command goes on`);
    return interrupts.exitCode;
  } finally {
    sign.end();
    interrupts.release();
  }
}
