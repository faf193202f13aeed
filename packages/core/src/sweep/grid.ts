import { InputError } from '../errors.ts';
import { suggestion } from '../nearest.ts';

/** A value of a sweep and where it stands: `sweep.batchSize[2]`. */
export interface Located<T = unknown> {
  readonly value: T;
  readonly path: string;
}

export type SweepFields = Readonly<Record<string, unknown>>;

/**
 * The values of a field: one, or those of a list. Empty where the sweep does not have the field.
 * @throws InputError where the list is empty
 */
export function valuesOf(sweep: SweepFields, field: string, path: string): Located[] {
  const value = sweep[field];
  const at = `${path}.${field}`;
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ value, path: at }];
  if (value.length === 0)
    throw new InputError({
      argument: at,
      problem: 'is an empty list',
      remedy: 'give at least one value, or leave it out',
    });
  // A list with a hole has a member there too: none.
  return Array.from(value, (item: unknown, index) => ({ value: item, path: `${at}[${index}]` }));
}

/** @throws InputError for the first field that is not among the known ones, with the nearest of them */
export function requireKnownFields(sweep: SweepFields, known: readonly string[], path: string): void {
  const unknown = Object.keys(sweep).find((field) => !known.includes(field));
  if (unknown === undefined) return;
  throw new InputError({
    argument: `${path}.${unknown}`,
    problem: 'is no known field',
    remedy: suggestion(unknown, known),
  });
}

/** Every combination of one element from each list, the last list running fastest. */
export function combinations<T extends readonly unknown[]>(
  ...lists: { readonly [K in keyof T]: readonly T[K][] }
): T[] {
  return lists.reduce<unknown[][]>(
    (heads, list) => heads.flatMap((head) => list.map((item) => [...head, item])),
    [[]],
  ) as unknown as T[];
}

/** How many cells a sweep asks for at most: every combination of its fields' values, and as many replicates as it wants seeds. */
export function mostCellsOf(sweep: SweepFields, fields: readonly string[]): number {
  const lengths = fields.map((field) => {
    const value = sweep[field];
    if (field === 'seeds') return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 1;
    return Array.isArray(value) ? value.length : 1;
  });
  return lengths.reduce((product, length) => product * length, 1);
}

/** @throws InputError where a sweep may ask for more cells than are to be put together */
export function requireFewCells(count: number, path: string, most = Number.POSITIVE_INFINITY): void {
  if (count <= most) return;
  throw new InputError({
    argument: path,
    problem: `asks for up to ${count} cells`,
    remedy: most < MOST_CELLS ? CONFIRM : `split it: a plan holds ${MOST_CELLS}`,
  });
}

/** More are not run unasked. */
export const UNASKED_CELLS = 100_000;

/** What a plan holds, in memory. */
export const MOST_CELLS = 5_000_000;

export const CONFIRM = 'narrow it, or confirm it with --yes';
