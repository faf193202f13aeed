import type { CellRecord, Claim, JsonObject, Verdict } from '@minebench/core';
import { nats } from '../claims/judged-groups.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';
import { seedsText } from './comparison-tables.ts';
import type { ComparisonView } from './outcomes.ts';
import { isOpenByLosses, type PairedDifference } from './paired-differences.ts';

/** One difference in words. */
export function differenceSentence(difference: PairedDifference): string {
  const { a, b, meanDifference, low, high, better, lostA, lostB } = difference;
  if (meanDifference === null || low === null || high === null)
    return `${a} and ${b} have no task with two completed pairs`;
  if (better !== null) {
    const [other, sign] = better === a ? [b, 1] : [a, -1];
    const [from, to] = [sign * low, sign * high].sort((left, right) => left - right);
    return `${better} errs less than ${other}: ${nats(sign * meanDifference)} [${nats(from)}, ${nats(to)}]`;
  }
  const interval = `${nats(meanDifference)} [${nats(low)}, ${nats(high)}]`;
  if (isOpenByLosses(difference))
    return `${a} and ${b}: ${interval}, but who errs less lost more cells (${lostA} and ${lostB})`;
  return `${a} and ${b} are not resolved: ${interval}; ${seedsText(difference)} seeds would resolve them`;
}

const verdictOf = ({ resolved }: PairedDifference): Verdict => (resolved ? 'holds' : 'unresolved');

/** Says which differences are resolved; the rows are all of them. Unresolved as long as one is. */
export const resolutionClaim = (
  view: ComparisonView,
  analyse: (records: readonly CellRecord[]) => ComparisonAnalysis,
): Claim => ({
  name:
    view.contestants.length === 2
      ? 'The difference between the contestants is resolved'
      : 'Differences between contestants are resolved',
  reason: `A difference of mean absolute error is resolved where its 95% bootstrap interval over ${view.replicates} seeds excludes 0.`,
  check(records) {
    const { differences } = analyse(records);
    const open = differences.filter(({ resolved }) => !resolved);
    const told = [...differences.filter(({ resolved }) => resolved), ...open];
    const rest = told.length - 6;
    const sentences = told.slice(0, 6).map(differenceSentence);
    return {
      verdict: open.length === 0 ? 'holds' : 'unresolved',
      detail: `${differences.length - open.length} of ${differences.length} resolved (nats): ${sentences.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
      comparisons: differences.map(
        (difference): JsonObject => ({
          subject: `${difference.a} − ${difference.b}`,
          verdict: verdictOf(difference),
          difference: difference.meanDifference,
          low: difference.low,
          high: difference.high,
          seeds: seedsText(difference),
          note: isOpenByLosses(difference)
            ? 'who errs less lost more cells'
            : difference.better === null
              ? ''
              : `${difference.better} errs less`,
        }),
      ),
    };
  },
});
