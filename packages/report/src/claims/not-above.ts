import type { Claim } from '@minebench/core';
import { againstTruth } from './against-truth.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { counts, type JudgedGroup, judgedGroups, nats } from './judged-groups.ts';

export interface NotAboveOptions extends ClaimOptions {
  /** Allowance for the noise of the reading; 3 where absent. */
  readonly standardErrors?: number;
}

/** The comparison of one setting: fails where the mean lies above the truth by more than its allowance, or where a replicate diverged. */
function compare(group: JudgedGroup, { standardErrors = 3, replicates = 1 }: NotAboveOptions): Comparison {
  return againstTruth(group, replicates, (mean, truth) => {
    const { subject } = group;
    const allowance = standardErrors * (group.error.standardError ?? 0);
    const excess = mean - truth;
    const numbers = { truth, mean, excess, allowance, ...counts(group) };
    if (excess <= allowance) return { subject, verdict: 'holds', numbers };
    return { subject, verdict: 'fails', numbers, why: `${nats(mean)} against ${nats(truth)} + ${nats(allowance)}` };
  });
}

/** What a lower bound promises: the mean over replicates is at most the truth, plus k standard errors of the readings, in every setting. */
export const notAbove = (options: NotAboveOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = judgedGroups(records, options).map((group) => compare(group, options));
    const excess = comparisons.map(({ numbers }) => Number(numbers.excess ?? 0));
    const highest = comparisons[excess.indexOf(Math.max(...excess))];
    return conclude(
      comparisons,
      `None of ${comparisons.length} means exceeds the truth by more than ${options.standardErrors ?? 3} standard errors; the highest, ${highest?.subject}, differs from it by ${nats(Number(highest?.numbers.excess ?? 0))} against ${nats(Number(highest?.numbers.allowance ?? 0))} nats.`,
    );
  },
});
