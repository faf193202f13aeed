import type { Json, JsonObject } from '@minebench/core';

/** Typed reads of a record's JSON: `null` or empty where the field is absent or of another type. Records come from files, so nothing is taken on trust. */
export const objectAt = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};

export const numberAt = (value: Json | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

export const textAt = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

export const booleanAt = (value: Json | undefined): boolean | null => (typeof value === 'boolean' ? value : null);

/** A list of numbers; what is not a finite number (written as null in records) stays null, so that positions are kept. */
export const numbersAt = (value: Json | undefined): (number | null)[] =>
  Array.isArray(value) ? value.map((item) => numberAt(item)) : [];

/** The object without the named keys. */
export const without = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
