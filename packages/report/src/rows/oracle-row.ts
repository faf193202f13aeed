import type { CellRecord } from '@minebench/core';
import type { Setting } from './estimate-row.ts';
import { numberAt, objectAt, textAt } from './json-access.ts';
import { settingOf } from './setting.ts';

/** One `oracle` record: what each objective reads at the optimal critic, in nats. */
export interface OracleRow {
  readonly setting: Setting;
  readonly dataSeed: number;
  readonly status: 'completed' | 'diverged' | 'failed';
  readonly reason: string | null;
  readonly truth: number | null;
  readonly values: readonly {
    readonly id: string;
    readonly nats: number | null;
    readonly standardError: number | null;
  }[];
  /** Numbers that an exact identity makes zero, up to rounding. */
  readonly gaps: Readonly<Record<string, number | null>>;
}

/** The `oracle` records as flat rows, in an order that depends on the records alone. */
export function toOracleRows(records: readonly CellRecord[]): OracleRow[] {
  return records
    .filter((record) => record.cell.procedure === 'oracle')
    .map(({ cell, result }) => {
      const values = objectAt(result.values);
      return {
        setting: settingOf(cell),
        dataSeed: cell.dataSeed,
        status: result.status,
        reason: textAt(result.reason),
        truth: numberAt(objectAt(result.truth).nats),
        values: Object.keys(values).map((id) => ({
          id,
          nats: numberAt(objectAt(values[id]).nats),
          standardError: numberAt(objectAt(values[id]).standardError),
        })),
        gaps: Object.fromEntries(
          Object.entries(objectAt(result.identityGap)).map(([name, value]) => [name, numberAt(value)]),
        ),
      };
    })
    .sort((a, b) => Number(a.setting.rho ?? 0) - Number(b.setting.rho ?? 0) || a.dataSeed - b.dataSeed);
}
