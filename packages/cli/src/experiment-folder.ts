import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '@minebench/core';
import { addAnchor, findExperiment } from '@minebench/runner';

/** The experiments of a folder, by their files. What exports something else is left out; what cannot be loaded is there with the reason. */
export async function listExperiments(folder: string) {
  // Experiment files import the report's figures too, which the runner does not know.
  addAnchor(import.meta.url);
  const files = filesIn(folder).filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  const found = await Promise.all(
    files.sort().map(async (name) => {
      const file = join(folder, name);
      try {
        const experiment = await findExperiment(pathToFileURL(resolve(file)).href);
        if (!experiment) return [];
        return [{ id: experiment.id, summary: experiment.title, file, question: experiment.question }];
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return [{ id: name, summary: error.message, file }];
      }
    }),
  );
  return found.flat();
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
