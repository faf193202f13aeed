import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { counts, type JudgedGroup, judgedGroups, nats, notComparable } from './judged-groups.ts';

export interface NoneWithinOptions extends ClaimOptions {
  /** Share of the truth. */
  readonly relative: number;
}

/** Every replicate must read below (1 - relative) truth or have diverged. It is about what was read, so there is no allowance for noise. */
function compare(group: JudgedGroup, { relative, replicates = 1 }: NoneWithinOptions): Comparison {
  const { subject, truth, mean } = group;
  const open = notComparable(group, replicates);
  if (open !== undefined || truth === null)
    return { subject, verdict: 'unresolved', numbers: { truth, mean, ...counts(group) }, why: open ?? 'no truth' };
  const edge = (1 - relative) * truth;
  const readings = group.completed.map((row) => row.nats ?? Number.NaN);
  const high = readings.filter((reading) => !(reading < edge));
  const largest = readings.length > 0 ? Math.max(...readings) : null;
  const outcome = [
    ...(readings.length > 0 ? ['reads low'] : []),
    ...(group.diverged.length > 0 ? [`${group.diverged.length} of ${group.rows.length} diverged`] : []),
  ].join(', ');
  const numbers = { truth, edge, mean, largest, outcome: high.length > 0 ? 'not low' : outcome, ...counts(group) };
  if (high.length === 0) return { subject, verdict: 'holds', numbers, why: outcome };
  return { subject, verdict: 'fails', numbers, why: `reads ${nats(high[0])} where ${nats(edge)} is the edge` };
}

/** No estimator comes within `relative` of the truth: each reads low or has diverged, and the verdict says which. */
export const noneWithin = (options: NoneWithinOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = judgedGroups(records, options).map((group) => compare(group, options));
    const told = comparisons.map(({ subject, numbers }) => {
      const { mean } = numbers;
      return `${subject} ${numbers.outcome}${typeof mean === 'number' ? ` (mean ${nats(mean)})` : ''}`;
    });
    const edges = [...new Set(comparisons.map(({ numbers }) => nats(Number(numbers.edge))))];
    return conclude(
      comparisons,
      `None of ${comparisons.length} reaches ${100 * (1 - options.relative)}% of the truth (${edges.join(', ')} nats): ${told.join('; ')}.`,
    );
  },
});
