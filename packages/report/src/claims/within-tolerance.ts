import type { Claim } from '@minebench/core';
import { againstTruth } from './against-truth.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { counts, type JudgedGroup, judgedGroups, nats } from './judged-groups.ts';

export interface WithinToleranceOptions extends ClaimOptions {
  /** Nats. */
  readonly absolute: number;
  /** Share of the truth. */
  readonly relative: number;
  /** Allowance for the noise of the reading; 3 where absent. */
  readonly standardErrors?: number;
}

/**
 * The comparison of one setting.
 *
 * - fails: |mean - truth| > tolerance + k se, or a replicate diverged;
 * - unresolved: replicates are missing or failed, or the comparison only passes by its allowance and the allowance is worth nothing, because it
 *   is wider than the tolerance itself or rests on a standard error that is flagged unreliable;
 * - holds: otherwise.
 */
function compare(group: JudgedGroup, options: WithinToleranceOptions): Comparison {
  const { absolute, relative, standardErrors = 3, replicates = 1 } = options;
  return againstTruth(group, replicates, (mean, truth) => {
    const { subject } = group;
    const tolerance = Math.max(absolute, relative * truth);
    const allowance = standardErrors * (group.error.standardError ?? 0);
    const error = Math.abs(mean - truth);
    const numbers = { truth, mean, error, tolerance, allowance, ...counts(group) };
    const told = `|${nats(mean)} − ${nats(truth)}| = ${nats(error)} against ${nats(tolerance)} + ${nats(allowance)}`;
    if (error > tolerance + allowance) return { subject, verdict: 'fails', numbers, why: told };
    if (error <= tolerance && allowance <= tolerance) return { subject, verdict: 'holds', numbers };
    if (allowance > tolerance)
      return { subject, verdict: 'unresolved', numbers, why: `${told}: the noise is wider than the tolerance` };
    if (group.unreliable)
      return { subject, verdict: 'unresolved', numbers, why: `${told}: the standard error is not reliable` };
    return { subject, verdict: 'holds', numbers };
  });
}

/**
 * |mean over replicates - truth| <= max(absolute, relative * truth) + k standard errors of that mean, for every setting that `where` selects.
 * The standard error is that of the readings on their evaluation parts (see `standardErrorOfReadings`).
 */
export const withinTolerance = (options: WithinToleranceOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = judgedGroups(records, options).map((group) => compare(group, options));
    const shares = comparisons.map(({ subject, numbers }) => ({
      subject,
      numbers,
      share: Number(numbers.error ?? 0) / (Number(numbers.tolerance ?? 1) + Number(numbers.allowance ?? 0)),
    }));
    const closest = shares.reduce((worst, item) => (item.share > worst.share ? item : worst), shares[0]);
    const { error = 0, tolerance = 0, allowance = 0 } = closest?.numbers ?? {};
    return conclude(
      comparisons,
      `All ${comparisons.length} means are within max(${options.absolute}, ${options.relative} × truth) + ${options.standardErrors ?? 3} standard errors; the closest call is ${closest?.subject}: error ${nats(Number(error))} against ${nats(Number(tolerance))} + ${nats(Number(allowance))} nats.`,
    );
  },
});
