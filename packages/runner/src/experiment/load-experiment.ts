import { fileURLToPath } from 'node:url';
import { type Experiment, InputError } from '@minebench/core';
import { loadDefault } from '../loading/load-module.ts';
import { isExperiment } from './define-experiment.ts';

/**
 * The experiment that a file exports.
 * @throws InputError in one line, whatever is wrong with the file
 */
export async function loadExperiment(url: string, argument = 'FILE'): Promise<Experiment> {
  const value = await loadDefault(url, argument);
  if (!isExperiment(value))
    throw new InputError({
      argument,
      value: fileURLToPath(url),
      problem: 'exports no experiment',
      remedy: 'end it with `export default defineExperiment({ ... })`',
    });
  return value;
}
