import { mean } from '@minebench/core';
import { scoreOf, studentTail } from './sequential-score.ts';

/** Errors before and after on the same seeds, nats. */
export interface PairedErrors {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * A standard normal score where the spread after is `ratio` times the spread before on every task, larger where it is wider. On each task the test of Pitman (1939) and Morgan (1939):
 * paired by seed, after - ratio x before and after + ratio x before are uncorrelated exactly where the spreads have that ratio, so that their correlation gives a t with n - 2
 * degrees of freedom, whatever the task's own scale and however closely the pairs are related. The tasks' scores are added up, weighted by the roots of their degrees of
 * freedom (Stouffer).
 *
 * @returns `null` where no task has three pairs
 */
export function spreadScore(tasks: readonly PairedErrors[], ratio: number): number | null {
  let [total, weight] = [0, 0];
  for (const { before, after } of tasks) {
    const df = before.length - 2;
    if (df < 1) continue;
    const correlation = correlationOf(
      after.map((value, index) => value - ratio * before[index]),
      after.map((value, index) => value + ratio * before[index]),
    );
    total += Math.sqrt(df) * scoreOf(studentTail(correlation * Math.sqrt(df / (1 - correlation * correlation)), df));
    weight += df;
  }
  return weight === 0 ? null : total / Math.sqrt(weight);
}

/** 0 where one of the two does not vary. */
function correlationOf(a: readonly number[], b: readonly number[]): number {
  const [centerA, centerB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] - centerA, b[index] - centerB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa * bb > 0 ? Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) : 0;
}
