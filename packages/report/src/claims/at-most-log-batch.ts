import { type Claim, log } from '@minebench/core';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { estimatorName } from '../theme/names.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { nats } from './judged-groups.ts';

/** Rounding of single precision at a few nats. */
const ROUNDING = 1e-5;

/** Every estimate is at most log b, record by record: what a bound on the product of b pairs cannot exceed, whatever the truth. */
export const atMostLogBatch = (options: ClaimOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = select(toRows(records), options.where).map((row): Comparison => {
      const subject = `${estimatorName(row.estimator)}, I = ${row.truth}, seeds ${row.dataSeed}/${row.initSeed}`;
      if (row.nats === null || row.batchSize === null)
        return { subject, verdict: 'unresolved', numbers: {}, why: row.reason ?? 'there is no estimate' };
      const cap = log(row.batchSize);
      const numbers = { truth: row.truth, estimate: row.nats, cap };
      return row.nats <= cap + ROUNDING
        ? { subject, verdict: 'holds', numbers }
        : { subject, verdict: 'fails', numbers, why: `reads ${nats(row.nats)} where ${nats(cap)} is the cap` };
    });
    const largest = Math.max(...comparisons.map(({ numbers }) => Number(numbers.estimate)));
    const cap = Math.max(...comparisons.map(({ numbers }) => Number(numbers.cap)));
    return conclude(
      comparisons,
      `None of ${comparisons.length} estimates exceeds log b = ${nats(cap)}; the largest is ${nats(largest)}.`,
    );
  },
});
