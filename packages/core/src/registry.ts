import { z } from 'zod';
import { InputError } from './errors.ts';
import { suggestion } from './nearest.ts';
import { parse } from './validation.ts';

/** What can be made by name: a task, a bound, a critic. One entry a file. */
export interface Entry<T, Options = unknown> {
  readonly id: string;
  /** Other names that the field has for it; records hold the id. */
  readonly aliases?: readonly string[] | undefined;
  /** One line for `minebench list`. */
  readonly summary: string;
  /** Validates the options beside `id` and fills their defaults. */
  readonly options: z.ZodType<Options>;
  create(options: Options): T;
  /** Options of one that stands for them all, in lists and in checks of everything there is; absent where the defaults do. */
  readonly example?: Options | undefined;
}

/** `{ id, ...options }`, or the id alone where every option has its default. */
export type Choice = string | { readonly id: string; readonly [option: string]: unknown };

export interface Registry<T> {
  readonly noun: string;
  readonly entries: readonly Entry<T>[];
  /** The choice with every default filled in: what a cell stores. Throws `InputError`. */
  resolve(choice: Choice, path?: string): { readonly id: string; readonly [option: string]: unknown };
  create(choice: Choice, path?: string): T;
}

/** Declares an entry with its option types inferred from its schema. */
export const entry = <T, Options>(definition: Entry<T, Options>): Entry<T> => definition as unknown as Entry<T>;

/** A closed list of named things; an unknown name is an error that tells the nearest ones. */
export function createRegistry<T>(noun: string, entries: readonly Entry<T>[]): Registry<T> {
  const find = (id: string, path: string): Entry<T> => {
    const found = entries.find((candidate) => candidate.id === id || candidate.aliases?.includes(id));
    if (found) return found;
    throw new InputError({
      argument: path,
      value: id,
      problem: `is no known ${noun}`,
      remedy: suggestion(
        id,
        entries.flatMap((candidate) => [candidate.id, ...(candidate.aliases ?? [])]),
      ),
    });
  };
  const resolve = (choice: Choice, path = noun) => {
    const { id, ...options } = typeof choice === 'string' ? { id: choice } : choice;
    const chosen = find(id, path);
    return { id: chosen.id, ...(parse(chosen.options, options, path) as object) };
  };
  return {
    noun,
    entries,
    resolve,
    create(choice, path = noun) {
      const { id, ...options } = resolve(choice, path);
      return find(id, path).create(options);
    },
  };
}

/** For entries that take no options. */
export const noOptions = z.strictObject({});
