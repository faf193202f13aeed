import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { counts, type JudgedGroup, judgedGroups, nats, notComparable } from './judged-groups.ts';

export interface SpreadAtLeastOptions extends ClaimOptions {
  /** Nats. */
  readonly least: number;
  /** Allowance for the noise of the two readings; 3 where absent. */
  readonly standardErrors?: number;
}

/** A group with a mean. */
type Read = JudgedGroup & { readonly mean: number };

function compare(groups: readonly JudgedGroup[], options: SpreadAtLeastOptions): Comparison {
  const { least, standardErrors = 3, replicates = 1 } = options;
  const read = groups.filter((group): group is Read => group.mean !== null);
  const open = groups.flatMap((group) => notComparable(group, replicates) ?? []);
  const subject = groups.map((group) => group.subject).join(' | ');
  if (open.length > 0 || read.length < 2)
    return { subject, verdict: 'unresolved', numbers: {}, why: open[0] ?? 'fewer than two settings have a mean' };
  const lowest = read.reduce((low, group) => (group.mean < low.mean ? group : low));
  const highest = read.reduce((high, group) => (group.mean > high.mean ? group : high));
  const spread = highest.mean - lowest.mean;
  const noise = standardErrors * Math.hypot(lowest.error.standardError ?? 0, highest.error.standardError ?? 0);
  const truths = groups.flatMap((group) => group.truth ?? []);
  const numbers = {
    lowest: lowest.mean,
    highest: highest.mean,
    spread,
    noise,
    least,
    'spread of truths': Math.max(...truths) - Math.min(...truths),
    ...counts(highest),
  };
  const why = `${nats(lowest.mean)} (${lowest.subject}) to ${nats(highest.mean)} (${highest.subject})`;
  if (spread - noise >= least) return { subject, verdict: 'holds', numbers, why };
  return { subject, verdict: spread + noise < least ? 'fails' : 'unresolved', numbers, why };
}

/** Means of the selected settings lie apart: the largest less the smallest is at least `least` nats, beyond the noise of both. What is invariant does not spread. */
export const spreadAtLeast = (options: SpreadAtLeastOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const groups = judgedGroups(records, options);
    const comparisons = groups.length === 0 ? [] : [compare(groups, options)];
    const { spread, noise } = comparisons[0]?.numbers ?? {};
    return conclude(
      comparisons,
      `Means spread by ${nats(Number(spread))} nats (noise ${nats(Number(noise))}), at least ${options.least}: from ${comparisons[0]?.why}.`,
    );
  },
});
