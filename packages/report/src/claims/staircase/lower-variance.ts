import { type Claim, fisherQuantile } from '@minebench/core';
import { estimatorName } from '../../theme/names.ts';
import { claimHead } from '../claim-options.ts';
import { type Comparison, conclude } from '../comparison.ts';
import { nats } from '../judged-groups.ts';
import { type MatchedLevel, type Matching, matchedLevels } from './matched-levels.ts';
import { type StaircaseClaimOptions, whyMissing } from './staircase-claim.ts';

export interface LowerVarianceOptions extends Omit<StaircaseClaimOptions, 'where'>, Omit<Matching, 'but'> {}

/** One-sided three sigma of a normal distribution. */
const PROBABILITY = 0.99865;

/** A level: holds where the ratio of variances is above what chance makes of equal ones, fails where it is as far below, unresolved between. */
function compare({ subject, truth, rows, levels }: MatchedLevel): Comparison {
  const [lower, upper] = [levels[0].plateau, levels[1].plateau];
  if (lower === null || upper === null) {
    const broken = lower === null ? rows[0] : rows[1];
    const why = `${estimatorName(broken.estimator)} ${whyMissing(broken)}`;
    return { subject, verdict: 'unresolved', numbers: { truth }, why };
  }
  const ratio = (upper.standardDeviation / lower.standardDeviation) ** 2;
  const chance = fisherQuantile(upper.steps - 1, lower.steps - 1, PROBABILITY);
  const numbers = { truth, lower: lower.standardDeviation ** 2, upper: upper.standardDeviation ** 2, ratio, chance };
  const why = `variances ${nats(numbers.lower)} and ${nats(numbers.upper)}`;
  if (ratio > chance) return { subject, verdict: 'holds', numbers };
  return ratio < 1 / chance
    ? { subject, verdict: 'fails', numbers, why }
    : { subject, verdict: 'unresolved', numbers, why };
}

/**
 * Single minibatches of one bound vary less than those of another on the same plateau, level by level. Their ratio of variances must exceed the quantile of Fisher's F that
 * equal variances exceed once in 740 times.
 */
export const lowerVariance = (options: LowerVarianceOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = matchedLevels(records, { ...options, but: ['estimator'] }).map(compare);
    const ratios = comparisons.map(({ numbers }) => Number(numbers.ratio));
    return conclude(
      comparisons,
      `At ${comparisons.length} levels the variance is lower, by factors of ${Math.min(...ratios).toPrecision(3)} to ${Math.max(...ratios).toPrecision(3)}.`,
    );
  },
});
