import { type Choice, type Registry, suggestion } from '@minebench/core';
import { z } from 'zod';

/** A choice with its defaults filled in. */
export type ResolvedChoice = { readonly id: string; readonly [option: string]: unknown };

/**
 * A choice out of a registry as an option of an entry, resolved: problems of its options are told by their path within the outer options. The registry comes
 * as a function, since it may hold the entry whose option this is.
 */
export const choiceSchema = <T>(registry: () => Registry<T>) =>
  z.custom<Choice>(isChoice, 'give an id, or an object with id and options').transform((choice, context) => {
    const { noun, entries } = registry();
    const { id, ...options } = typeof choice === 'string' ? { id: choice } : choice;
    const refuse = (path: PropertyKey[], message: string) => {
      context.addIssue({ code: 'custom', path, message });
      return z.NEVER;
    };
    const chosen = entries.find((entry) => entry.id === id || entry.aliases?.includes(id));
    if (!chosen) {
      const ids = entries.map((entry) => entry.id);
      return refuse(typeof choice === 'string' ? [] : ['id'], `it is no known ${noun}: ${suggestion(id, ids)}`);
    }
    const parsed = chosen.options.safeParse(options);
    if (parsed.success) return { id: chosen.id, ...(parsed.data as object) } as ResolvedChoice;
    const [issue] = parsed.error.issues;
    if (issue.code !== 'unrecognized_keys') return refuse([...issue.path], issue.message);
    const key = issue.keys[0];
    const known = Object.keys((chosen.options as { shape?: object }).shape ?? {});
    return refuse([...issue.path, key], `it is no option of ${chosen.id}: ${suggestion(key, known)}`);
  });

const isChoice = (value: unknown): boolean =>
  typeof value === 'string' ||
  (typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string');
