import { relative, resolve } from 'node:path';
import { type Experiment, type ExperimentSize, InputError, suggestion } from '@minebench/core';
import { experimentSizes } from '@minebench/runner';
import { quoted } from './command-line.ts';

/**
 * What `--size` says; the reference size where it is left out.
 * @throws InputError where it names none
 */
export function sizeOf(flag: string | undefined): ExperimentSize {
  const size = experimentSizes.find((known) => known === (flag ?? 'reference'));
  if (size) return size;
  throw new InputError({
    argument: '--size',
    value: flag,
    problem: 'is no size',
    remedy: suggestion(flag!, [...experimentSizes]),
  });
}

/** `--size quick` as a command has it; nothing for the reference size. */
export const sizeWords = ({ size = 'reference' }: Pick<Experiment, 'size'>): string[] =>
  size === 'reference' ? [] : ['--size', size];

/** What to type to run an experiment and to draw its report. */
export function remakingCommand(experiment: Experiment, file: string): string {
  const what = [quoted(relative(process.cwd(), resolve(file))), ...sizeWords(experiment)].join(' ');
  return `minebench run ${what} && minebench report ${what}`;
}

/** The folder of the reports of a size: those of the reference size are kept apart from quick looks. */
export const reportsFolder = (size: ExperimentSize): string => (size === 'reference' ? 'reports' : `reports/${size}`);
