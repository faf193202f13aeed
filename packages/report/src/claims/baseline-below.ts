import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { counts, type JudgedGroup, judgedGroups, nats, notComparable } from './judged-groups.ts';

export interface BaselineBelowOptions extends ClaimOptions {
  /** Share of the truth that it must stay below. */
  readonly share: number;
  /** Margin for the noise of the reading; 3 where absent. */
  readonly standardErrors?: number;
}

/** Holds where mean + k se < share * truth, fails where the mean itself is not below, unresolved between. */
function compare(group: JudgedGroup, options: BaselineBelowOptions): Comparison {
  const { share, standardErrors = 3, replicates = 1 } = options;
  const { subject, truth, mean } = group;
  const open = notComparable(group, replicates) ?? (mean === null ? 'no replicate completed' : undefined);
  if (open !== undefined || truth === null || mean === null)
    return { subject, verdict: 'unresolved', numbers: { truth, mean, ...counts(group) }, why: open ?? 'no truth' };
  const limit = share * truth;
  const margin = standardErrors * (group.error.standardError ?? 0);
  const numbers = { truth, limit, mean, margin, ...counts(group) };
  const told = `mean ${nats(mean)} + ${nats(margin)} against ${nats(limit)}`;
  if (!(mean < limit)) return { subject, verdict: 'fails', numbers, why: told };
  if (!(mean + margin < limit)) return { subject, verdict: 'unresolved', numbers, why: told };
  return { subject, verdict: 'holds', numbers, why: told };
}

/** A baseline falls short: its mean over replicates lies below a share of the truth by `standardErrors` standard errors. */
export const baselineBelow = (options: BaselineBelowOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = judgedGroups(records, options).map((group) => compare(group, options));
    const told = comparisons.map(({ subject, why }) => `${subject}: ${why}`);
    return conclude(comparisons, `Below ${100 * options.share}% of the truth (nats): ${told.join('; ')}.`);
  },
});
