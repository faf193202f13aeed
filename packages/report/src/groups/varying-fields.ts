import { canonicalJson } from '@minebench/core';
import type { EstimateRow, Setting } from '../rows/estimate-row.ts';
import { fieldOf } from '../rows/where.ts';

/** Fields that take more than one value over the settings. A field that is absent from some of them counts as varying. */
export function varyingFields(settings: readonly Setting[]): string[] {
  const fields = [...new Set(settings.flatMap((setting) => Object.keys(setting)))];
  return fields.filter((field) => new Set(settings.map((setting) => setting[field])).size > 1);
}

/**
 * Fields that tell the variants of some estimator apart where all of the `shown` fields agree. An option that only one estimator has (MINE's decay)
 * is no variant, nor is one that follows from what is shown (n' where it equals the batch size on the axis).
 */
export function variantFields(rows: readonly EstimateRow[], shown: readonly string[]): string[] {
  const places = new Map<string, Setting[]>();
  for (const row of rows) {
    const place = canonicalJson([row.estimator, ...shown.map((field) => fieldOf(row, field) ?? null)]);
    const same = places.get(place);
    if (same) same.push(row.setting);
    else places.set(place, [row.setting]);
  }
  return [...new Set([...places.values()].flatMap(varyingFields))];
}

/** Fields with the same value everywhere: what the caption or the head of a table says once. */
export function constantFields(settings: readonly Setting[]): Setting {
  if (settings.length === 0) return {};
  const varying = new Set(varyingFields(settings));
  return Object.fromEntries(Object.entries(settings[0]).filter(([field]) => !varying.has(field)));
}
