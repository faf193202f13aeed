import type { Records } from '../site/records.ts';

/** Ways to draw reference pairs, as the lecture names them. */
export const modeNames: Readonly<Record<string, string>> = {
  replace: 'with replacement',
  shuffle: 'without, shuffled',
  derange: 'without, deranged',
  shift: 'without, shifted',
};

/** Draws of n' reference pairs out of n rows, many times: what `experiments/resampling.ts` recorded. */
export interface DrawnPairs {
  readonly n: number;
  readonly size: number;
  readonly mode: string;
  readonly name: string;
  /** Share of joint pairs, mean over the draws, and its standard error. */
  readonly fixedPoints: number;
  readonly fixedPointsError: number;
  /** Different pairs, likewise. */
  readonly distinct: number;
  readonly distinctError: number;
  /** One draw, where there is a picture of it. */
  readonly picture?: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    /** Row of x times n plus row of y. */
    readonly pairs: readonly number[];
    readonly density: {
      readonly side: number;
      readonly low: number;
      readonly high: number;
      readonly values: readonly number[];
    };
    readonly distanceToAllPairs: number;
  };
}

interface Result {
  readonly fixedPoints: { readonly mean: number; readonly standardError: number };
  readonly distinct: { readonly mean: number; readonly standardError: number };
  readonly picture?: NonNullable<DrawnPairs['picture']>;
}

export function drawnPairs(records: Records): DrawnPairs[] {
  const found = records.rows.filter(({ procedure, status }) => procedure === 'resampling' && status === 'completed');
  if (found.length === 0) throw new Error(`reports/${records.experiment} has no draws of reference pairs`);
  return found
    .map((row): DrawnPairs => {
      const { n, references } = row.params as { n: number; references: { mode: string; size: number } };
      const { fixedPoints, distinct, picture } = row.result as unknown as Result;
      return {
        n,
        size: references.size,
        mode: references.mode,
        name: modeNames[references.mode] ?? references.mode,
        fixedPoints: fixedPoints.mean,
        fixedPointsError: fixedPoints.standardError,
        distinct: distinct.mean,
        distinctError: distinct.standardError,
        ...(picture ? { picture } : {}),
      };
    })
    .sort((a, b) => a.n - b.n || a.size - b.size);
}
