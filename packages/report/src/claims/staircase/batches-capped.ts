import { type Claim, log } from '@minebench/core';
import { claimHead } from '../claim-options.ts';
import { type Comparison, conclude } from '../comparison.ts';
import { atLevel, namedStaircases, type StaircaseClaimOptions, whyMissing } from './staircase-claim.ts';

/** Rounding of single precision at a few nats. */
const ROUNDING = 1e-5;

/** No minibatch of any step reads above log b: what InfoNCE promises on every single batch. */
export const batchesCapped = (options: StaircaseClaimOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = namedStaircases(records, options.where).flatMap(({ row, subject }): Comparison[] => {
      if (row.levels.length === 0 || row.batchSize === null)
        return [{ subject, verdict: 'unresolved', numbers: {}, why: whyMissing(row) }];
      const cap = log(row.batchSize);
      return row.levels.map((level, k) => {
        const numbers = { truth: level.truth, largest: level.largest, cap };
        const at = { subject: atLevel(subject, level, k), numbers };
        if (level.largest === null) return { ...at, verdict: 'unresolved', why: whyMissing(row) };
        return level.largest <= cap + ROUNDING
          ? { ...at, verdict: 'holds' }
          : { ...at, verdict: 'fails', why: `a batch reads ${level.largest} where ${cap} is the cap` };
      });
    });
    const largest = Math.max(...comparisons.map(({ numbers }) => Number(numbers.largest)));
    const cap = Math.max(...comparisons.map(({ numbers }) => Number(numbers.cap)));
    return conclude(
      comparisons,
      `No minibatch of ${comparisons.length} levels reads above log b; the largest reads ${largest.toFixed(4)}, and log b = ${cap.toFixed(4)}.`,
    );
  },
});
