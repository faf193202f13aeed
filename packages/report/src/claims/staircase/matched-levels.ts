import { type CellRecord, canonicalJson } from '@minebench/core';
import type { StaircaseLevel, StaircaseRow } from '../../rows/staircase-row.ts';
import type { Where } from '../../rows/where.ts';
import { namedStaircases } from './staircase-claim.ts';

/** A level of one staircase and the same level of another that it is compared with. */
export interface MatchedLevel {
  readonly subject: string;
  readonly truth: number | null;
  readonly rows: readonly [StaircaseRow, StaircaseRow];
  readonly levels: readonly [StaircaseLevel, StaircaseLevel];
}

export interface Matching {
  readonly lower: Where<StaircaseRow>;
  readonly upper: Where<StaircaseRow>;
  /** Fields in which the two differ: all others are the same. */
  readonly but: readonly string[];
  /** Lowest true information that counts, nats. */
  readonly from: number;
}

/** Fields of a setting that belong to the bound go with it. */
const differs = (but: readonly string[], field: string): boolean =>
  but.includes(field) || (but.includes('estimator') && field.startsWith('bound.'));

function placeOf(row: StaircaseRow, but: readonly string[]): string {
  const same = Object.fromEntries(Object.entries(row.setting).filter(([field]) => !differs(but, field)));
  return canonicalJson([same, row.dataSeed, row.initSeed]);
}

/** Levels of pairs of staircases that differ in the named fields only, from some information on. A staircase without a partner is left out. */
export function matchedLevels(records: readonly CellRecord[], { lower, upper, but, from }: Matching): MatchedLevel[] {
  const partners = new Map(namedStaircases(records, upper).map(({ row }) => [placeOf(row, but), row]));
  return namedStaircases(records, lower).flatMap(({ row, subject }) => {
    const partner = partners.get(placeOf(row, but));
    if (partner === undefined) return [];
    return row.levels.flatMap((level, k) => {
      const other = partner.levels[k];
      return other === undefined || (level.truth ?? 0) < from
        ? []
        : [
            {
              subject: `${subject}, I = ${level.truth}`,
              truth: level.truth,
              rows: [row, partner],
              levels: [level, other],
            },
          ];
    }) as MatchedLevel[];
  });
}
