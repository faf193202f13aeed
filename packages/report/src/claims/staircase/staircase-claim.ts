import type { CellRecord } from '@minebench/core';
import { variantNames } from '../../groups/variant-name.ts';
import { type StaircaseLevel, type StaircaseRow, toStaircaseRows } from '../../rows/staircase-row.ts';
import { select, type Where } from '../../rows/where.ts';
import { valueText } from '../../theme/names.ts';
import type { ClaimOptions } from '../claim-options.ts';

/** What every claim about staircases takes. */
export interface StaircaseClaimOptions extends Pick<ClaimOptions, 'name' | 'reason' | 'sizes'> {
  /** Which staircases it is about; all of them where absent. */
  readonly where?: Where<StaircaseRow>;
}

/** A staircase with the name that tells it from the others of its claim. */
export interface NamedStaircase {
  readonly row: StaircaseRow;
  readonly subject: string;
}

const TELLING = ['critic', 'task', 'references'] as const;

/** Staircases in words: the bound with the options that vary, then what else tells them apart. */
export function namedStaircases(records: readonly CellRecord[], where?: Where<StaircaseRow>): NamedStaircase[] {
  const rows = select(toStaircaseRows(records), where);
  const nameOf = variantNames(rows.map((row) => row.setting));
  const telling = TELLING.filter((field) => new Set(rows.map((row) => row.setting[field])).size > 1);
  const seeded = new Set(rows.map((row) => `${row.dataSeed}/${row.initSeed}`)).size > 1;
  return rows.map((row) => ({
    row,
    subject: [
      nameOf(row.setting),
      ...telling.flatMap((field) => (row.setting[field] === undefined ? [] : [valueText(row.setting[field])])),
      ...(seeded ? [`seeds ${row.dataSeed}/${row.initSeed}`] : []),
    ].join(', '),
  }));
}

/** `InfoNCE, joint-mlp, I = 4`. */
export const atLevel = (subject: string, level: StaircaseLevel | undefined, k: number): string =>
  `${subject}, ${level?.truth == null ? `level ${k + 1}` : `I = ${level.truth}`}`;

/** Why a level has no number: training broke off or failed. */
export const whyMissing = (row: StaircaseRow): string =>
  row.status === 'completed' ? 'the record has no such number' : `${row.status}: ${row.reason ?? 'no reason given'}`;
