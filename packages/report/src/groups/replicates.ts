import { canonicalJson } from '@minebench/core';
import type { EstimateRow, Setting } from '../rows/estimate-row.ts';

/** Records that differ only in their seeds. */
export interface ReplicateGroup {
  readonly key: string;
  readonly setting: Setting;
  /** At least one, ordered by data seed, then initialisation seed. */
  readonly rows: readonly EstimateRow[];
}

/** Orders numbers by size, before words, which are ordered by code unit. */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  return left < right ? -1 : left > right ? 1 : 0;
};

const sortFields = ['task', 'dimension', 'rho'] as const;

/** Groups rows into replicates. Nothing else is ever averaged over: a parameter that differs makes another group. */
export function replicateGroups(rows: readonly EstimateRow[]): ReplicateGroup[] {
  const groups = new Map<string, EstimateRow[]>();
  for (const row of rows) {
    const key = canonicalJson(row.setting);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups]
    .map(([key, members]) => ({
      key,
      setting: members[0].setting,
      rows: members.sort((a, b) => a.dataSeed - b.dataSeed || a.initSeed - b.initSeed),
    }))
    .sort((a, b) => {
      for (const field of sortFields) {
        const order = compareValues(a.rows[0][field], b.rows[0][field]);
        if (order !== 0) return order;
      }
      return compareSettings(a.setting, b.setting);
    });
}

/** Numbers inside settings compare as numbers, so that a batch of 64 comes before one of 128. */
export function compareSettings(a: Setting, b: Setting): number {
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  for (const field of fields) {
    const order = compareValues(a[field], b[field]);
    if (order !== 0) return order;
  }
  return 0;
}
