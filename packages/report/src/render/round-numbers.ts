import type { Json } from '@minebench/core';

/** Six significant digits are more than a picture can show; a specification with more is only larger. */
const round = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(6)));

/** The same JSON with every number rounded to six significant digits. */
export function roundNumbers<T extends Json>(value: T): T {
  if (typeof value === 'number') return round(value) as T;
  if (Array.isArray(value)) return value.map(roundNumbers) as unknown as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundNumbers(item as Json)])) as T;
}
