import { mean, variance } from '@minebench/core';
import { moderateVariances } from './moderated-variance.ts';
import { scoreOf, studentTail } from './sequential-score.ts';
import type { PairedErrors } from './spread-test.ts';

/** Errors of one estimator on one task, on the same two or more seeds before and after. */
export interface BiasPairs extends PairedErrors {
  readonly estimator: string;
  /** Mean error over all seeds of the baseline: its sign says on which side the truth is missed. */
  readonly biasBefore: number;
}

/** Tail probabilities of a mean about which Student's t is known. */
interface Known {
  /** Of a true mean of at most `bound`. */
  above(bound: number): number;
  /** Of a true mean of at least `bound`. */
  below(bound: number): number;
}

/** Means over seeds with standard errors moderated over each estimator's tasks. */
function knownMeans(pairs: readonly BiasPairs[], combine: (before: number, after: number) => number): Known[] {
  const values = pairs.map(({ before, after }) => before.map((value, index) => combine(value, after[index])));
  const moderated = moderateVariances(
    values.map((seeds, index) => ({
      group: pairs[index].estimator,
      variance: variance(seeds),
      df: seeds.length - 1,
    })),
  );
  return values.map((seeds, index) => {
    const center = mean(seeds);
    const standardError = Math.sqrt(moderated[index].variance / seeds.length);
    const { df } = moderated[index];
    return {
      above: (bound) => studentTail((center - bound) / standardError, df),
      below: (bound) => studentTail((bound - center) / standardError, df),
    };
  });
}

/** Either of two tests may reject: the smaller p-value, doubled (Bonferroni). */
const either = (a: number, b: number): number => Math.min(1, 2 * Math.min(a, b));

/**
 * Standard normal scores against |bias| that grew by exactly `margin` nats, for each comparison: `worse` is large where it grew by more, `fine` where it grew by less. |b'| > |b| + m is
 * b' - b > m together with b' + b > m, or the same with both signs turned; |b'| < |b| + m follows from b' - b < m together with b' - b > -m or b' + b > -m where b > 0. Parts that must
 * hold together take the larger p-value (Berger 1982), alternatives twice the smaller. Differences are paired by seed, and their standard errors moderated over the
 * estimator's tasks.
 */
export function biasScores(pairs: readonly BiasPairs[], margin: number): { worse: number; fine: number }[] {
  const differences = knownMeans(pairs, (before, after) => after - before);
  const sums = knownMeans(pairs, (before, after) => after + before);
  return pairs.map(({ biasBefore }, index) => {
    const [difference, sum] = [differences[index], sums[index]];
    const worse = either(
      Math.max(difference.above(margin), sum.above(margin)),
      Math.max(difference.below(-margin), sum.below(-margin)),
    );
    const fine =
      biasBefore >= 0
        ? Math.max(difference.below(margin), either(difference.above(-margin), sum.above(-margin)))
        : Math.max(difference.above(-margin), either(difference.below(margin), sum.below(margin)));
    return { worse: scoreOf(worse), fine: scoreOf(fine) };
  });
}
