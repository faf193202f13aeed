import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ExperimentSize, InputError } from '@minebench/core';
import { addAnchor, atSize, findExperiment } from '@minebench/runner';
import type { LoadedExperiment } from './experiment-file.ts';

/** A file of a folder that exports an experiment, or that cannot be loaded, and why. */
type Found =
  | { readonly file: string; readonly name: string; readonly loaded: LoadedExperiment; readonly problem?: undefined }
  | { readonly file: string; readonly name: string; readonly loaded?: undefined; readonly problem: string };

/** What exports something else is left out. */
async function findExperiments(folder: string): Promise<Found[]> {
  // Experiment files import the report's figures too, which the runner does not know.
  addAnchor(import.meta.url);
  const files = filesIn(folder).filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  const found = await Promise.all(
    files.sort().map(async (name): Promise<Found[]> => {
      const file = join(folder, name);
      const url = pathToFileURL(resolve(file)).href;
      try {
        const experiment = await findExperiment(url);
        return experiment ? [{ file, name, loaded: { experiment, url } }] : [];
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return [{ file, name, problem: error.message }];
      }
    }),
  );
  return found.flat();
}

/** The experiments of a folder, by their files. What cannot be loaded is there with the reason. */
export const listExperiments = async (folder: string) =>
  (await findExperiments(folder)).map(({ file, name, loaded, problem }) => {
    if (!loaded) return { id: name, summary: problem, file };
    const { id, title, question, figure } = loaded.experiment;
    return { id, summary: title, file, question, ...(figure === undefined ? {} : { figure }) };
  });

/** An experiment that reproduces a figure, at a size; or a file of which nobody can tell, with the reason. */
export type FigureExperiment = Found & { readonly id: string };

/** The experiments of a folder that say which figure they are, in the order of the figures; then files that cannot be loaded. */
export async function figureExperiments(folder: string, size: ExperimentSize): Promise<FigureExperiment[]> {
  const found = await findExperiments(folder);
  const figures = found.flatMap((one): FigureExperiment[] => {
    if (!one.loaded) return [{ ...one, id: one.name }];
    const { experiment, url } = one.loaded;
    return experiment.figure === undefined
      ? []
      : [{ ...one, id: experiment.id, loaded: { experiment: atSize(experiment, size), url } }];
  });
  const numberOf = ({ loaded }: FigureExperiment) => Number.parseInt(loaded?.experiment.figure ?? 'none', 10);
  return figures.sort((a, b) => (numberOf(a) || Infinity) - (numberOf(b) || Infinity) || (a.id < b.id ? -1 : 1));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new InputError({
      argument: 'experiments',
      value: folder,
      problem: 'is no folder here',
      remedy: 'run it where your experiments folder is',
    });
  }
}
