import {
  type Choice,
  type EstimateKind,
  type Experiment,
  InputError,
  type KnownMi,
  type ListedOption,
  optionList,
  type Registry,
  type Task,
} from '@minebench/core';
import { isExperiment } from './experiment/define-experiment.ts';
import { loadDefault } from './loading/load-module.ts';

/** What can be named in an experiment. */
export type CatalogNoun = 'tasks' | 'bounds' | 'critics' | 'baselines' | 'optimizers' | 'engines';

export const catalogNouns: readonly CatalogNoun[] = [
  'tasks',
  'bounds',
  'critics',
  'baselines',
  'optimizers',
  'engines',
];

/** What can be named, as `minebench list` shows it. */
export interface ListedEntry {
  readonly id: string;
  /** Other names that are taken for it. */
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly options: readonly ListedOption[];
  /** Of bounds and baselines: what the estimate is in expectation. */
  readonly kind?: EstimateKind;
}

/** Everything that goes by a noun. */
export async function listEntries(noun: CatalogNoun): Promise<ListedEntry[]> {
  const { entries, create } = await registryOf(noun);
  const kindOf = (id: string) => (create(id) as { kind: EstimateKind }).kind;
  const estimates = noun === 'bounds' || noun === 'baselines';
  return entries.map(({ id, aliases = [], summary, options }) => ({
    id,
    aliases,
    summary,
    options: optionList({ options }),
    ...(estimates ? { kind: kindOf(id) } : {}),
  }));
}

async function registryOf(noun: CatalogNoun): Promise<Registry<unknown>> {
  if (noun === 'tasks') return (await import('@minebench/generators')).tasks;
  if (noun === 'engines') return (await import('@minebench/engine')).engines;
  return (await import('@minebench/estimators'))[noun];
}

/** A task as `minebench list tasks` shows it: with its defaults, or with the options of its example where it has one. */
export interface ListedTask {
  readonly id: string;
  readonly dimX: number;
  readonly dimY: number;
  readonly mi: KnownMi;
  /** What makes it hard, in a line. */
  readonly summary: string;
  /** Options that the other fields hold for; absent where they are the defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Every task of the registry. */
export async function listTasks(): Promise<ListedTask[]> {
  const { tasks } = await import('@minebench/generators');
  return tasks.entries.map(({ id, summary, example }) => {
    const options = example as Readonly<Record<string, unknown>> | undefined;
    const { dimX, dimY, mi } = tasks.create({ ...options, id });
    return { id, dimX, dimY, mi, summary, ...(options ? { options } : {}) };
  });
}

/**
 * A task by name.
 * @throws InputError where it is not known (with the nearest names) or an option is outside its domain
 */
export async function createTask(choice: Choice, argument = 'task'): Promise<Task> {
  return (await import('@minebench/generators')).createTask(choice, argument);
}

/**
 * The experiment of a file, null where the file is sound but exports something else: a critic, say.
 * @throws InputError where it cannot be loaded
 */
export async function findExperiment(url: string): Promise<Experiment | null> {
  try {
    const value = await loadDefault(url, 'FILE');
    return isExperiment(value) ? value : null;
  } catch (error) {
    if (error instanceof InputError && (await hasNoDefault(url))) return null;
    throw error;
  }
}

/** True of a module that loads and has no default export. It is in the module cache already, and so is its failure. */
const hasNoDefault = (url: string): Promise<boolean> =>
  import(/* @vite-ignore */ url).then(
    (loaded: { default?: unknown }) => loaded.default === undefined,
    () => false,
  );
