import type { Claim } from '@minebench/core';
import { againstTruth } from './against-truth.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { conclude } from './comparison.ts';
import { counts, judgedGroups, nats } from './judged-groups.ts';

export interface ReachesShareOptions extends ClaimOptions {
  /** Share of the truth that the mean must reach. */
  readonly share: number;
  /** Of a mean that falls short by less than so many, it is unresolved whether it does; 3 where absent. */
  readonly standardErrors?: number;
}

/** The mean over replicates reaches a share of the truth, in every setting. */
export const reachesShare = (options: ReachesShareOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const { share, standardErrors = 3, replicates = 1 } = options;
    const comparisons = judgedGroups(records, options).map((group) =>
      againstTruth(group, replicates, (mean, truth) => {
        const { subject } = group;
        const allowance = standardErrors * (group.error.standardError ?? 0);
        const numbers = { truth, mean, 'share of truth': mean / truth, allowance, ...counts(group) };
        const why = `mean ${nats(mean)} is ${(100 * mean) / truth >= 0 ? `${((100 * mean) / truth).toFixed(1)}%` : 'below zero'} of ${nats(truth)}`;
        if (mean >= share * truth) return { subject, verdict: 'holds', numbers };
        return { subject, verdict: mean + allowance < share * truth ? 'fails' : 'unresolved', numbers, why };
      }),
    );
    const shares = comparisons.map(({ numbers }) => Number(numbers['share of truth']));
    return conclude(
      comparisons,
      `All ${comparisons.length} means reach ${100 * share}% of the truth; the lowest is at ${(100 * Math.min(...shares)).toFixed(1)}%.`,
    );
  },
});
