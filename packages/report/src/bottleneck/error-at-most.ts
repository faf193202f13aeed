import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { type Comparison, conclude } from '../claims/comparison.ts';
import { seedsText } from '../groups/seeds-text.ts';
import { byMethod, methodOf, toBottleneckRows } from './bottleneck-row.ts';
import { errorDifference, errorRate, pairsOf, type Share } from './classification-error.ts';

export const percent = (share: number): string => `${(100 * share).toFixed(2)}%`.replace('-', '−');
const points = (share: number): string => `${(100 * share).toFixed(2)} points`.replace('-', '−');

export interface ErrorAtMostOptions extends Pick<ClaimOptions, 'name' | 'reason' | 'sizes' | 'replicates'> {
  /** Which methods are judged: `regularizer` and `beta` as the sweep has them. */
  readonly of: (method: { readonly regularizer: string; readonly beta: number | null }) => boolean;
  /** Largest share of test images that it may get wrong. */
  readonly most: number;
  /** Judges the difference to this method's error instead, image by image: in points, a share of the images. */
  readonly above?: (method: { readonly regularizer: string; readonly beta: number | null }) => boolean;
}

function judge(share: Share, most: number, subject: string, text: (share: number) => string): Comparison {
  const { low, high } = share.interval;
  const numbers = { value: share.mean, low, high, allowed: most };
  if (high <= most) return { subject, verdict: 'holds', numbers };
  if (low > most)
    return {
      subject,
      verdict: 'fails',
      numbers,
      why: `${text(share.mean)}, at least ${text(low)}, allowed ${text(most)}`,
    };
  return {
    subject,
    verdict: 'unresolved',
    numbers,
    why: `${text(share.mean)}, between ${text(low)} and ${text(high)}, allowed ${text(most)}`,
  };
}

/**
 * A classifier's error rate on the test images, or with `above` its difference to another method's, paired image by image and seeds by seeds: holds where the whole 95% interval
 * (Student's, of images and seeds) is at most `most`, fails where it is above, and is unresolved in between. A replicate that diverged or failed is told and makes it unresolved,
 * as do fewer replicates than it asks for, or with `above` fewer pairs of them.
 */
export const errorAtMost = (options: ErrorAtMostOptions): Claim => ({
  ...claimHead(options),
  reads(cell) {
    const method = methodOf(cell);
    return options.of(method) || (options.above?.(method) ?? false);
  },
  check(records) {
    const { of, most, above, replicates = 1 } = options;
    const rows = toBottleneckRows(records);
    const others = above && rows.filter(above);
    const comparisons = [...byMethod(rows.filter(of))].map(([method, replicated]): Comparison => {
      const open = (why: string): Comparison => ({ subject: method, verdict: 'unresolved', numbers: {}, why });
      const lost = [...replicated, ...(others ?? [])].find(({ status }) => status !== 'completed');
      if (lost) return open(`${lost.method}, ${seedsText(lost)}: ${lost.reason ?? lost.status}`);
      if (replicated.length < replicates) return open(`${replicated.length} of ${replicates} replicates`);
      if (!others) return judge(errorRate(replicated), most, method, percent);
      const pairs = pairsOf(replicated, others);
      if (pairs.length < replicates) return open(`${pairs.length} of ${replicates} pairs of replicates`);
      return judge(errorDifference(pairs), most, `${method} less ${others[0].method}`, points);
    });
    return conclude(
      comparisons,
      `${comparisons
        .map(({ subject, numbers }) => {
          const text = above ? points : percent;
          return `${subject}: ${text(Number(numbers.value))} (${text(Number(numbers.low))} to ${text(Number(numbers.high))})`;
        })
        .join('; ')}; allowed ${above ? points(most) : percent(most)}.`,
    );
  },
});
