import type { z } from 'zod';
import { InputError } from './errors.ts';
import { nearest } from './nearest.ts';

const at = (root: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    root,
  );

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (current, part) =>
      current === null || typeof current !== 'object' ? undefined : (current as Record<PropertyKey, unknown>)[part],
    value,
  );

const knownKeys = (schema: unknown): string[] => {
  const shape = (schema as { shape?: Record<string, unknown> }).shape;
  return shape ? Object.keys(shape) : [];
};

/**
 * Validates a value against a schema. The first problem becomes an `InputError` that names the field's path, its value and what was expected;
 * an unknown key suggests the nearest known one.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0];
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    const known = knownKeys(schema);
    const near = nearest(key, known);
    const remedy =
      near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : known.length > 0
          ? `use one of ${known.join(', ')}`
          : 'remove it';
    throw new InputError({ argument: at(path, [...issue.path, key]), problem: 'is no known field', remedy });
  }
  const found = valueAt(value, issue.path);
  const argument = at(path, issue.path);
  if (found === undefined) throw new InputError({ argument, problem: 'is missing', remedy: issue.message });
  throw new InputError({ argument, value: found, problem: 'is not valid', remedy: issue.message });
}
