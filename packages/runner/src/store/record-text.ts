import { type CellRecord, canonicalJson, type Json } from '@minebench/core';
import { z } from 'zod';
import { cellName } from './cell-name.ts';

/** Which members a record has and what they mean; it changes when an older reader would take a record for what it is not. */
export const SCHEMA = 1;

const recordSchema = z.object({
  schema: z.literal(SCHEMA),
  cell: z.strictObject({
    procedure: z.string(),
    params: z.record(z.string(), z.json()),
    dataSeed: z.number(),
    initSeed: z.number(),
    engine: z.string(),
    protocol: z.record(z.string(), z.json()),
    code: z.string(),
  }),
  result: z.looseObject({ status: z.enum(['completed', 'diverged', 'failed']) }),
  provenance: z.looseObject({ startedAt: z.string(), seconds: z.number(), commit: z.string().nullable() }),
});

/** A value as JSON can hold it: numbers that are not finite become null, typed arrays lists; absent members stay absent. */
export function toJson(value: unknown): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, toJson);
  if (Array.isArray(value)) return value.map(toJson);
  const members = Object.entries(value as object).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, toJson(member)]));
}

/** The bytes of a record file: one line of canonical JSON. */
export const encodeRecord = (record: CellRecord): string => `${canonicalJson(toJson(record))}\n`;

/** The text of a record file as `encodeRecord` writes it, where `cell` comes first: the text of the cell, and a record without it. Of another text something else. */
export function splitRecord(text: string): [cell: string, rest: string] {
  const end = text.indexOf(',"provenance":');
  return [text.slice('{"cell":'.length, end), `{${text.slice(end + 1)}`];
}

export type Decoded =
  | { readonly kind: 'record'; readonly record: CellRecord }
  /** What is no whole record of the cell in its name. */
  | { readonly kind: 'corrupt'; readonly reason: string }
  /** Whole as far as one can tell, and of a schema that this minebench does not know. */
  | { readonly kind: 'refused'; readonly reason: string };

const corrupt = (reason: string): Decoded => ({ kind: 'corrupt', reason });

/** Reads a record file's text and checks that it is whole and that its cell is the one it is named after. */
export function decodeRecord(text: string, name: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return corrupt(text.length === 0 ? 'it is empty' : 'it is no whole JSON text');
  }
  const { schema } = (value ?? {}) as { schema?: unknown };
  if (Number.isSafeInteger(schema) && schema !== SCHEMA)
    return { kind: 'refused', reason: `it has schema ${schema}, and this minebench reads schema ${SCHEMA}` };
  const outcome = recordSchema.safeParse(value);
  if (!outcome.success) {
    const { path } = outcome.error.issues[0];
    return corrupt(`it is no record (${path.length > 0 ? path.join('.') : 'its text'} is not as it should be)`);
  }
  const record = value as CellRecord;
  return cellName(record.cell) === name ? { kind: 'record', record } : corrupt('its cell is not the one in its name');
}
