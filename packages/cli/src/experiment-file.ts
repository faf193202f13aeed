import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Experiment } from '@minebench/core';
import { addAnchor, loadExperiment } from '@minebench/runner';

export interface LoadedExperiment {
  readonly experiment: Experiment;
  readonly url: string;
}

/** The experiment of a file named on the command line. */
export async function openExperiment(file: string): Promise<LoadedExperiment> {
  // Experiment files import the report's figures too, which the runner does not know.
  addAnchor(import.meta.url);
  const url = pathToFileURL(resolve(file)).href;
  return { experiment: await loadExperiment(url), url };
}

/** Where an experiment's records are. */
export const storeOf = (experiment: Experiment, given: string | undefined): string =>
  resolve(given ?? `runs/${experiment.id}`);
