import { type Interval, mean } from '@minebench/core';
import { isLost, type OutcomeTable } from './outcomes.ts';
import { taskDifferences } from './paired-differences.ts';
import { studentInterval } from './student-interval.ts';

export type DuelResult = 'win' | 'tie' | 'loss';

/** Two contestants on one task, seen from `a`. */
export interface Duel {
  readonly task: string;
  readonly a: string;
  readonly b: string;
  readonly result: DuelResult;
  /** Mean of |error of a| - |error of b| over the replicates that both completed, with Student's paired 95% interval; `null` below two. */
  readonly meanDifference: number | null;
  readonly interval: Interval | null;
  readonly lostA: number;
  readonly lostB: number;
}

/**
 * A win where a's error is smaller beyond the paired interval. A lost cell counts as an error without limit, so that who lost more cells on the task loses it;
 * with equally many the completed pairs decide.
 */
function duel(table: OutcomeTable, a: number, b: number, task: number): Duel {
  const lost = (contestant: number): number => table.outcomes[contestant][task].filter(isLost).length;
  const differences = taskDifferences(table, a, b, task);
  const [lostA, lostB] = [lost(a), lost(b)];
  const interval = differences.length < 2 ? null : studentInterval(differences);
  const by = (low: number, high: number): DuelResult => (high < 0 ? 'win' : low > 0 ? 'loss' : 'tie');
  const result =
    lostA !== lostB ? by(lostA - lostB, lostA - lostB) : interval === null ? 'tie' : by(interval.low, interval.high);
  return {
    task: table.tasks[task].name,
    a: table.contestants[a],
    b: table.contestants[b],
    result,
    meanDifference: differences.length === 0 ? null : mean(differences),
    interval,
    lostA,
    lostB,
  };
}

/** Every pair of contestants on every task. */
export const taskDuels = (table: OutcomeTable): Duel[] =>
  table.tasks.flatMap((_, task) =>
    table.contestants.flatMap((__, a) =>
      table.contestants.flatMap((___, b) => (a < b ? [duel(table, a, b, task)] : [])),
    ),
  );

export interface DuelTally {
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}

/** A contestant's duels against all others on all tasks. */
export function tallyOf(duels: readonly Duel[], contestant: string): DuelTally {
  const results = duels.flatMap(({ a, b, result }) =>
    a === contestant ? [result] : b === contestant ? [reversed[result]] : [],
  );
  const count = (wanted: DuelResult) => results.filter((result) => result === wanted).length;
  return { wins: count('win'), ties: count('tie'), losses: count('loss') };
}

const reversed = { win: 'loss', tie: 'tie', loss: 'win' } as const;
