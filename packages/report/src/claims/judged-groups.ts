import { type CellRecord, mean } from '@minebench/core';
import { distinguishingFields } from '../groups/distinguishing-fields.ts';
import { replicateGroups } from '../groups/replicates.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { seriesName } from '../theme/names.ts';
import type { ClaimOptions } from './claim-options.ts';
import type { Comparison } from './comparison.ts';
import { type MeanError, standardErrorOfReadings } from './mean-error.ts';

/** A setting as claims see it: its replicates, their mean, and what is known about them. */
export interface JudgedGroup {
  readonly subject: string;
  readonly rows: readonly EstimateRow[];
  readonly completed: readonly EstimateRow[];
  readonly diverged: readonly EstimateRow[];
  readonly failed: readonly EstimateRow[];
  readonly truth: number | null;
  /** Over the completed replicates; `null` where there are none. */
  readonly mean: number | null;
  readonly error: MeanError;
  readonly unreliable: boolean;
}

/** The claim's settings, one a group of replicates. */
export function judgedGroups(records: readonly CellRecord[], { where }: Pick<ClaimOptions, 'where'>): JudgedGroup[] {
  const groups = replicateGroups(select(toRows(records), where));
  const found = distinguishingFields(groups.flatMap((group) => group.rows));
  const fields = found.length > 0 ? found : ['dimension', 'rho'];
  return groups.map((group) => {
    const completed = group.rows.filter((row) => row.status === 'completed');
    return {
      subject: seriesName(group.setting, fields),
      rows: group.rows,
      completed,
      diverged: group.rows.filter((row) => row.status === 'diverged'),
      failed: group.rows.filter((row) => row.status === 'failed'),
      truth: group.rows.find((row) => row.truth !== null)?.truth ?? null,
      mean: completed.length === 0 ? null : mean(completed.map((row) => row.nats ?? Number.NaN)),
      error: standardErrorOfReadings(completed),
      unreliable: completed.some((row) => row.reliable === false),
    };
  });
}

/** Why a comparison cannot be made for want of records; `undefined` where it can. */
export function notComparable(group: JudgedGroup, replicates: number): string | undefined {
  if (group.rows.length < replicates)
    return `${replicates - group.rows.length} of ${replicates} replicates are missing`;
  if (group.failed.length > 0)
    return `${group.failed.length} of ${group.rows.length} cells failed: ${group.failed[0].reason ?? 'no reason given'}`;
  if (group.truth === null) return 'the truth is not known';
  return undefined;
}

/** Counts for a table of comparisons. */
export const counts = (group: JudgedGroup): Comparison['numbers'] => ({
  replicates: group.rows.length,
  diverged: group.diverged.length,
  failed: group.failed.length,
});

/** A number for a sentence: three decimals, or an exponent where they say nothing. */
export const nats = (value: number): string =>
  value !== 0 && (Math.abs(value) < 5e-4 || Math.abs(value) >= 1e5) ? value.toExponential(1) : value.toFixed(3);
