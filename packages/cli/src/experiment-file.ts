import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Experiment, InputError } from '@minebench/core';
import { addAnchor, atSize, loadExperiment } from '@minebench/runner';
import { sizeOf } from './size-flag.ts';

export interface LoadedExperiment {
  readonly experiment: Experiment;
  readonly url: string;
}

/**
 * The experiment of a file named on the command line.
 * @param size - `--size`, where it was given
 */
export async function openExperiment(file: string, size?: string): Promise<LoadedExperiment> {
  const asked = sizeOf(size);
  // Experiment files import the report's figures too, which the runner does not know.
  addAnchor(import.meta.url);
  const url = pathToFileURL(resolve(file)).href;
  return { experiment: atSize(await loadExperiment(url), asked), url };
}

/**
 * Where an experiment's records are.
 * @param given - `--store`, where it was given
 */
export function storeOf(experiment: Experiment, given: string | undefined): string {
  // What a shell makes of a variable that is not set: not the folder that the command is in.
  if (given?.trim() === '')
    throw new InputError({
      argument: '--store',
      value: given,
      problem: 'is no folder',
      remedy: 'name one, or leave it out',
    });
  return resolve(given ?? `runs/${experiment.id}`);
}
