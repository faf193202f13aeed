import { canonicalJson, type Json, type JsonObject } from '@minebench/core';
import { type ColumnKind, parquetTable, type TableRow } from './parquet-table.ts';

/** The column that says which of a figure's data sets a row belongs to, from 0 in the order of the specification. */
const DATASET = 'vega_dataset';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Data sets of a specification with their rows inline, each once, wherever in it they are. Those without a field, on which a figure hangs a lone label, are left out. */
function datasetsOf(specification: JsonObject): JsonObject[][] {
  const found = new Map<string, JsonObject[]>();
  const add = (values: Json): void => {
    if (!Array.isArray(values)) return;
    // Vega's name for the field of rows that are a lone value.
    const rows = values.map((value) => (isObject(value) ? value : { data: value }));
    if (rows.some((row) => Object.keys(row).length > 0)) found.set(canonicalJson(rows), rows);
  };
  const visit = (value: Json | undefined): void => {
    if (Array.isArray(value)) for (const member of value) visit(member);
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === 'data' && isObject(member) && member.values !== undefined) add(member.values);
      else if (key === 'datasets' && isObject(member)) for (const rows of Object.values(member)) add(rows);
      else if (key !== 'usermeta' && key !== 'config') visit(member);
    }
  };
  visit(specification);
  return [...found.values()];
}

const kindOf = (value: Json): ColumnKind =>
  typeof value === 'number' ? 'DOUBLE' : typeof value === 'boolean' ? 'BOOLEAN' : 'STRING';

/** In the order in which they first occur. */
function columnsOf(rows: readonly JsonObject[]): Record<string, ColumnKind> {
  const kinds = new Map<string, Set<ColumnKind>>();
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const seen = kinds.get(name) ?? new Set();
      kinds.set(name, value === null ? seen : seen.add(kindOf(value)));
    }
  return Object.fromEntries([...kinds].map(([name, seen]) => [name, seen.size === 1 ? [...seen][0] : 'STRING']));
}

/**
 * The rows that a figure draws, as one Parquet file: every column of its data sets, numbers as doubles. A column of several kinds of value, and a value that is itself a
 * list or an object, is text (JSON).
 * @returns null for a figure without rows
 */
export function figureParquet(specification: JsonObject): Buffer | null {
  const rows = datasetsOf(specification).flatMap((dataset, index) =>
    dataset.map((row): JsonObject => ({ [DATASET]: index, ...row })),
  );
  if (rows.length === 0) return null;
  const columns = columnsOf(rows);
  const cell = (value: Json, kind: ColumnKind): unknown =>
    value === null || kind !== 'STRING' || typeof value === 'string' ? value : canonicalJson(value);
  const table = rows.map(
    (row): TableRow =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value, columns[name])])),
  );
  return parquetTable(columns, table);
}
