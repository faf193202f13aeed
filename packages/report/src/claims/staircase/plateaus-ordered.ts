import type { Claim } from '@minebench/core';
import { estimatorName } from '../../theme/names.ts';
import { claimHead } from '../claim-options.ts';
import { type Comparison, conclude } from '../comparison.ts';
import { nats } from '../judged-groups.ts';
import { type MatchedLevel, type Matching, matchedLevels } from './matched-levels.ts';
import { type StaircaseClaimOptions, whyMissing } from './staircase-claim.ts';

export interface PlateausOrderedOptions extends Omit<StaircaseClaimOptions, 'where'>, Matching {
  /** By how many standard errors of the difference; 3 where absent. */
  readonly standardErrors?: number;
}

function compare({ subject, truth, rows, levels }: MatchedLevel, standardErrors: number): Comparison {
  const [lower, upper] = [levels[0].plateau, levels[1].plateau];
  if (lower === null || upper === null) {
    const broken = lower === null ? rows[0] : rows[1];
    const why = `${estimatorName(broken.estimator)} ${whyMissing(broken)}`;
    return { subject, verdict: 'unresolved', numbers: { truth }, why };
  }
  const difference = upper.nats - lower.nats;
  const noise = standardErrors * Math.hypot(lower.standardError, upper.standardError);
  const numbers = { truth, lower: lower.nats, upper: upper.nats, difference, noise };
  const why = `${nats(lower.nats)} and ${nats(upper.nats)}, noise ${nats(noise)}`;
  if (difference > noise) return { subject, verdict: 'holds', numbers };
  return { subject, verdict: difference < -noise ? 'fails' : 'unresolved', numbers, why };
}

/** One kind of staircase settles above another that differs from it in the named fields only, at every level from some information on. */
export const plateausOrdered = (options: PlateausOrderedOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const { standardErrors = 3 } = options;
    const comparisons = matchedLevels(records, options).map((match) => compare(match, standardErrors));
    const differences = comparisons.map(({ numbers }) => Number(numbers.difference));
    return conclude(
      comparisons,
      `At all ${comparisons.length} levels it settles higher, by ${nats(Math.min(...differences))} to ${nats(Math.max(...differences))} nats.`,
    );
  },
});
