import { foldIn, keyFromSeed, mean } from '@minebench/core';
import { isLost, type OutcomeTable } from './outcomes.ts';
import { seedsNeeded } from './seeds-needed.ts';
import { stratifiedBootstrap } from './stratified-bootstrap.ts';

/** How far the absolute errors of two contestants are apart, over all tasks. Nats; negative where `a` errs less. */
export interface PairedDifference {
  readonly a: string;
  readonly b: string;
  /** Mean over tasks of the mean over replicates of |error of a| - |error of b|, the same sample and initialisation seed under both. */
  readonly meanDifference: number | null;
  /** 95% bootstrap interval over seeds, within tasks. */
  readonly low: number | null;
  readonly high: number | null;
  /** The interval excludes 0, and who errs less has not lost more cells. */
  readonly resolved: boolean;
  /** Who errs less, where that is resolved. */
  readonly better: string | null;
  /** Seeds a task that would resolve it; `null` where more than `mostSeeds` would be needed, or where there is nothing to resolve. */
  readonly seedsNeeded: number | null;
  /** Pairs of completed cells, and tasks that have at least two: those that the numbers are of. */
  readonly pairs: number;
  readonly tasks: number;
  /** Cells that diverged or failed. */
  readonly lostA: number;
  readonly lostB: number;
}

/** True where the interval excludes 0, and yet who errs less has lost more cells. */
export const isOpenByLosses = ({ low, high, resolved }: PairedDifference): boolean =>
  !resolved && low !== null && high !== null && (low > 0 || high < 0);

/** |error of a| - |error of b| on the replicates of a task that both completed. */
export function taskDifferences(table: OutcomeTable, a: number, b: number, task: number): number[] {
  const [left, right] = [table.outcomes[a][task], table.outcomes[b][task]];
  return left.flatMap(({ error }, replicate) => {
    const other = right[replicate].error;
    return error === null || other === null ? [] : [Math.abs(error) - Math.abs(other)];
  });
}

const lostBy = (table: OutcomeTable, contestant: number): number =>
  table.outcomes[contestant].flat().filter(isLost).length;

function pairedDifference(table: OutcomeTable, a: number, b: number): PairedDifference {
  const names = { a: table.contestants[a], b: table.contestants[b] };
  const strata = table.tasks
    .map((_, task) => taskDifferences(table, a, b, task))
    .filter((differences) => differences.length >= 2);
  const lost = { lostA: lostBy(table, a), lostB: lostBy(table, b) };
  const counts = { pairs: strata.flat().length, tasks: strata.length, ...lost };
  if (strata.length === 0)
    return {
      ...names,
      meanDifference: null,
      low: null,
      high: null,
      resolved: false,
      better: null,
      seedsNeeded: null,
      ...counts,
    };
  const meanDifference = mean(strata.map(mean));
  const key = foldIn(foldIn(keyFromSeed(0), names.a), names.b);
  const { low, high } = stratifiedBootstrap(strata, key);
  const excludesZero = high < 0 || low > 0;
  // The errors of lost cells are not among the differences: whom that flatters cannot win by it.
  const resolved = excludesZero && (meanDifference < 0 ? lost.lostA <= lost.lostB : lost.lostB <= lost.lostA);
  return {
    ...names,
    meanDifference,
    low,
    high,
    resolved,
    better: resolved ? (meanDifference < 0 ? names.a : names.b) : null,
    // What so many did not resolve takes one more at least.
    seedsNeeded: seedsNeeded(strata, excludesZero ? 2 : table.replicates + 1),
    ...counts,
  };
}

/** Every pair of contestants, in their order. */
export const pairedDifferences = (table: OutcomeTable): PairedDifference[] =>
  table.contestants.flatMap((_, a) =>
    table.contestants.flatMap((__, b) => (a < b ? [pairedDifference(table, a, b)] : [])),
  );
