import type { JsonObject } from '@minebench/core';

type Json = JsonObject[string];

/** Options that hold the widths of layers: a list of them, or one for all. */
const WIDTHS = ['hidden', 'head', 'headHidden', 'channels', 'width'];
/** Options that hold choices with widths of their own: the members of an ensemble. */
const MEMBERS = ['critic', 'critics'];

const isWidths = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every(Number.isInteger);

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Layers of equal width are rounded up one after the other, so that the count of parameters grows in small steps. */
const scaledList = (widths: readonly number[], factor: number): number[] =>
  widths.map((width, layer) => Math.max(1, Math.floor(width * factor + (layer + 0.5) / widths.length)));

function scaledOption(name: string, value: Json, factor: number): Json {
  if (WIDTHS.includes(name) && isWidths(value)) return scaledList(value, factor);
  if (WIDTHS.includes(name) && typeof value === 'number' && Number.isInteger(value))
    return scaledList([value], factor)[0];
  if (MEMBERS.includes(name) && Array.isArray(value))
    return value.map((member) => (isObject(member) ? scaledWidths(member, factor) : member));
  if (MEMBERS.includes(name) && isObject(value)) return scaledWidths(value, factor);
  return value;
}

/** A choice with every width of its hidden layers times a factor, at least 1. What it has no option for stays as it is: embeddings, a user's own. */
export const scaledWidths = (choice: JsonObject, factor: number): JsonObject =>
  Object.fromEntries(Object.entries(choice).map(([name, value]) => [name, scaledOption(name, value, factor)]));
