import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@minebench/core';
import { openExperiment } from './experiment-file.ts';

/** The experiments of a folder, by their files. One that cannot be loaded is there with the reason. */
export async function listExperiments(folder: string) {
  const files = filesIn(folder).filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  return Promise.all(
    files.sort().map(async (name) => {
      const file = join(folder, name);
      try {
        const { experiment } = await openExperiment(file);
        return { id: experiment.id, summary: experiment.title, file, question: experiment.question };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return { id: name, summary: error.message, file };
      }
    }),
  );
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
