import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { type Comparison, conclude } from '../claims/comparison.ts';
import { byMethod, toBottleneckRows } from './bottleneck-row.ts';
import { errorDifference, errorRate, type Share } from './classification-error.ts';

/** Of a two-sided interval of 95%. */
const Z = 1.96;

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
  const [low, high] = [share.mean - Z * share.standardError, share.mean + Z * share.standardError];
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
 * A classifier's error rate on the test images, or with `above` its difference to another method's, paired image by image and seed by seed: holds where the whole 95% interval
 * (of images and seeds) is at most `most`, fails where it is above, and is unresolved in between. A replicate that diverged or failed is told and makes it unresolved.
 */
export const errorAtMost = (options: ErrorAtMostOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const { of, most, above, replicates = 1 } = options;
    const rows = toBottleneckRows(records);
    const others = above && rows.filter(above);
    const comparisons = [...byMethod(rows.filter(of))].map(([method, replicated]): Comparison => {
      const open = (why: string): Comparison => ({ subject: method, verdict: 'unresolved', numbers: {}, why });
      const lost = [...replicated, ...(others ?? [])].find(({ status }) => status !== 'completed');
      if (lost) return open(`${lost.method}, seed ${lost.seed}: ${lost.reason ?? lost.status}`);
      if (replicated.length < replicates) return open(`${replicated.length} of ${replicates} replicates`);
      if (!others) return judge(errorRate(replicated), most, method, percent);
      const difference = errorDifference(replicated, others);
      if (!difference) return open('no seed is shared with what it is compared with');
      return judge(difference, most, `${method} less ${others[0].method}`, points);
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
