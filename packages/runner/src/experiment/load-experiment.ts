import { type Experiment, InputError } from '@minebench/core';
import { loadDefault } from '../loading/load-module.ts';

const isExperiment = (value: unknown): value is Experiment =>
  typeof value === 'object' && value !== null && 'id' in value && Array.isArray((value as Experiment).sweeps);

/**
 * The experiment that a file exports.
 * @throws InputError in one line, whatever is wrong with the file
 */
export async function loadExperiment(url: string, argument = 'FILE'): Promise<Experiment> {
  const value = await loadDefault(url, argument);
  if (!isExperiment(value))
    throw new InputError({
      argument,
      value: decodeURIComponent(new URL(url).pathname),
      problem: 'exports no experiment',
      remedy: 'end it with `export default defineExperiment({ ... })`',
    });
  return value;
}
