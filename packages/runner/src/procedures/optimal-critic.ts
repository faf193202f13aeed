import { InputError } from '@minebench/core';
import { createChoice, kinds, type ResolvedChoice } from '../experiment/choices.ts';

/** @throws InputError where the density ratio of a task is not known: nothing can be read at its optimal critic */
export async function requireOptimalCritic(choice: ResolvedChoice, path: string, baseUrl: string): Promise<void> {
  const task = await createChoice(kinds.task, choice, baseUrl, path);
  if (!task.logDensityRatio)
    throw new InputError({
      argument: path,
      value: choice.id,
      problem: 'has no known density ratio, and bounds are read at it',
      remedy: 'choose a task with one, such as gaussian',
    });
}
