import {
  type Bound,
  type Choice,
  type Critic,
  type Entry,
  type Estimator,
  InputError,
  type JsonObject,
  type Optimizer,
  parse,
  type Registry,
  type Task,
} from '@minebench/core';
import { baselines, bounds, critics, optimizers } from '@minebench/estimators';
import { tasks } from '@minebench/generators';
import { loadDefault } from '../loading/load-module.ts';
import { isFileName, relativeName, userFileUrl } from '../loading/user-file.ts';

/** What can be chosen by name from a registry, or by path from a file of the user's. */
export interface Kind<T> {
  readonly registry: Registry<T>;
  /** Functions that an object of this kind has: what tells it from other exports. */
  readonly methods: readonly string[];
}

export const kinds = {
  task: { registry: tasks, methods: ['sample'] } as Kind<Task>,
  bound: { registry: bounds, methods: ['initState', 'objective', 'estimate'] } as Kind<Bound>,
  critic: { registry: critics, methods: ['init', 'score'] } as Kind<Critic>,
  optimizer: { registry: optimizers, methods: ['init', 'update'] } as Kind<Optimizer>,
  baseline: { registry: baselines, methods: ['estimate'] } as Kind<Estimator>,
};

/** A choice as cells store it: complete, and with the file it comes from where it is the user's. */
export type ResolvedChoice = JsonObject & { readonly id: string; readonly file?: string };

const hasMethods = (value: unknown, methods: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  methods.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');

interface UserChoice {
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
}

function asUserChoice(choice: unknown, baseUrl: string): UserChoice | undefined {
  if (typeof choice === 'string')
    return isFileName(choice) ? { file: relativeName(choice, baseUrl), options: {} } : undefined;
  const { file, id: _, ...options } = choice as { file?: unknown; id?: unknown };
  return typeof file === 'string' ? { file: relativeName(file, baseUrl), options } : undefined;
}

/** What a user's file exports: something ready, or an entry with options as the built-in ones are. */
async function loadUser<T>(
  { registry, methods }: Kind<T>,
  { file, options }: UserChoice,
  baseUrl: string,
  path: string,
): Promise<{ choice: ResolvedChoice; create(): T }> {
  const exported = await loadDefault(userFileUrl(file, baseUrl), path);
  if (hasMethods(exported, ['create'])) {
    const entry = exported as Entry<T>;
    const complete = entry.options ? (parse(entry.options, options, path) as object) : options;
    return { choice: { ...complete, id: entry.id, file } as ResolvedChoice, create: () => entry.create(complete) };
  }
  if (!hasMethods(exported, methods) || typeof (exported as { id?: unknown }).id !== 'string')
    throw new InputError({
      argument: path,
      value: file,
      problem: `exports no ${registry.noun}`,
      remedy: `export an object with id and ${methods.join(', ')}, or an entry({ id, summary, options, create })`,
    });
  const [option] = Object.keys(options);
  if (option !== undefined)
    throw new InputError({
      argument: `${path}.${option}`,
      problem: `is an option, and ${file} takes none`,
      remedy: 'export an entry({ id, summary, options, create }) from it',
    });
  return { choice: { id: (exported as { id: string }).id, file }, create: () => exported as T };
}

/**
 * A choice with every default filled in, checked as far as possible without making it.
 * @throws InputError for an unknown name, a wrong option, or a user's file that cannot be loaded
 */
export async function resolveChoice<T>(
  kind: Kind<T>,
  value: unknown,
  baseUrl: string,
  path: string,
): Promise<ResolvedChoice> {
  requireChoice(kind, value, path);
  const user = asUserChoice(value, baseUrl);
  if (user) return (await loadUser(kind, user, baseUrl, path)).choice;
  return kind.registry.resolve(value as Choice, path) as ResolvedChoice;
}

/** Makes what a choice names. */
export async function createChoice<T>(kind: Kind<T>, choice: unknown, baseUrl: string, path: string): Promise<T> {
  requireChoice(kind, choice, path);
  const user = asUserChoice(choice, baseUrl);
  if (user) return (await loadUser(kind, user, baseUrl, path)).create();
  return kind.registry.create(choice as Choice, path);
}

function requireChoice({ registry }: Kind<unknown>, value: unknown, path: string): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const named = isObject && ['id', 'file'].some((key) => typeof (value as Record<string, unknown>)[key] === 'string');
  if (typeof value === 'string' || named) return;
  throw new InputError({
    argument: path,
    value,
    problem: `is no choice of a ${registry.noun}`,
    remedy: `give a name, an object with id and options, or a file; known: ${registry.entries.map(({ id }) => id).join(', ')}`,
  });
}
