import type { Cell, Json } from '@minebench/core';

/** The scalar (or list) members of a cell, by their paths. */
export function cellLeaves(cell: Cell): [path: readonly string[], value: Json][] {
  const visit = (value: Json, path: readonly string[]): [readonly string[], Json][] =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, member]) => visit(member, [...path, key]))
      : [[path, value]];
  return visit({ ...cell }, []);
}

export const leafText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
