import { InputError } from '@minebench/core';
import type { EstimateRow, Setting, SettingValue } from './estimate-row.ts';

type Wanted = SettingValue | readonly SettingValue[];

/** A record as a flat row with the setting that its replicates share. */
interface SettingRow {
  readonly setting: Setting;
}

/** Which records a figure or claim is about: a predicate over rows, or wanted values of fields (`{ dimension: 20, estimator: ['dv', 'mine'] }`). */
export type Where<Row = EstimateRow> = ((row: Row) => boolean) | { readonly [field: string]: Wanted };

/** A field of a row by name: a column of the row, or a parameter of its setting (`protocol.steps`). `undefined` where the row has neither. */
export function fieldOf(row: SettingRow, field: string): SettingValue | undefined {
  const value = (row as unknown as Record<string, unknown>)[field];
  if (value !== undefined && (value === null || typeof value !== 'object')) return value as SettingValue;
  return row.setting[field];
}

/** The rows that `where` selects; all of them where it is absent. Throws `InputError` where it names a field that no row has. */
export function select<Row extends SettingRow>(rows: readonly Row[], where: Where<Row> | undefined): Row[] {
  if (where === undefined) return [...rows];
  if (typeof where === 'function') return rows.filter(where);
  for (const field of Object.keys(where))
    if (rows.length > 0 && rows.every((row) => fieldOf(row, field) === undefined))
      throw new InputError({
        argument: `where.${field}`,
        problem: 'is no field of these records',
        remedy: `use one of ${Object.keys(rows[0].setting).join(', ')}`,
      });
  return rows.filter((row) =>
    Object.entries(where).every(([field, wanted]) => {
      const value = fieldOf(row, field) ?? null;
      return Array.isArray(wanted) ? wanted.includes(value) : wanted === value;
    }),
  );
}
