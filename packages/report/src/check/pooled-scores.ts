import { mean, standardErrorOfMean, variance } from '@minebench/core';
import { failureScores } from './failure-test.ts';
import { type PairedComparison, pairedErrors, type SeedPair } from './paired-comparison.ts';
import { scoreOf, studentTail } from './sequential-score.ts';
import { spreadScore } from './spread-test.ts';

/** Root mean square over tasks of the standard deviation over seeds; `null` where no task has two. */
export function pooledSpread(tasks: readonly (readonly number[])[]): number | null {
  const variances = tasks.filter((errors) => errors.length > 1).map(variance);
  return variances.length === 0 ? null : Math.sqrt(mean(variances));
}

export const errorsBefore = ({ pairs }: PairedComparison): number[] =>
  pairs.flatMap(({ before }) => before.error ?? []);

/** Scores of `worse` and of `not worse`, as one look gives them. */
export interface Scores {
  readonly worse: number;
  readonly fine: number;
}

function spreadScores(seen: readonly SeenComparison[], margin: number): Scores | null {
  const spread = pooledSpread(seen.map(({ comparison }) => errorsBefore(comparison)));
  const score = spread
    ? spreadScore(
        seen.map(({ pairs }) => pairedErrors(pairs)),
        1 + margin / spread,
      )
    : null;
  return score === null ? null : { worse: score, fine: -score };
}

function lossScores(seen: readonly SeenComparison[], margin: number): Scores {
  const pairs = seen.flatMap((one) => one.pairs);
  const lost = pairs.filter(({ before, after }) => before.error !== null && after?.error === null).length;
  const recovered = pairs.filter(({ before, after }) => before.error === null && after?.error !== null).length;
  return failureScores({ pairs: pairs.length, lost, recovered }, margin);
}

/** Student's t of the mean log ratio, paired by seed. */
function computeScores(seen: readonly SeenComparison[], margin: number): Scores | null {
  const ratios = seen.flatMap(({ pairs }) =>
    pairs.flatMap(({ before, after }) => (before.flop && after?.flop ? Math.log(after.flop / before.flop) : [])),
  );
  if (ratios.length < 2) return null;
  const t = (mean(ratios) - Math.log(margin)) / standardErrorOfMean(ratios);
  return { worse: scoreOf(studentTail(t, ratios.length - 1)), fine: scoreOf(studentTail(-t, ratios.length - 1)) };
}

/** A comparison as one look sees it, where its bytes are not the same. */
export interface SeenComparison {
  readonly comparison: PairedComparison;
  readonly pairs: readonly SeedPair[];
}

/** By measure: the scores of an estimator over all its tasks; `null` where the pairs do not give it. */
export const pooledScores = {
  'standard deviation': spreadScores,
  'failure rate': lossScores,
  compute: computeScores,
} as const;
