import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { type Comparison, conclude } from '../claims/comparison.ts';
import { nats } from '../claims/judged-groups.ts';
import { expectedDistinct, expectedFixedPoints, type PairRow, pairRows } from './pair-rows.ts';

type Options = Omit<ClaimOptions, 'where' | 'replicates'>;

/** Expected against counted, within three standard errors of the count over draws; exactly where nothing is random. */
function compare(subject: string, expected: number, counted: { mean: number; standardError: number }): Comparison {
  const allowance = 3 * counted.standardError + 1e-12 * Math.abs(expected);
  const error = Math.abs(counted.mean - expected);
  const numbers = { expected, counted: counted.mean, error, allowance };
  const why = `${nats(counted.mean)} against ${nats(expected)} ± ${nats(allowance)}`;
  return { subject, verdict: error <= allowance ? 'holds' : 'fails', numbers, why };
}

const place = ({ mode, n, size }: PairRow): string => `${mode}, n = ${n}, n' = ${size}`;

const farthest = (comparisons: readonly Comparison[]): string => {
  const shares = comparisons.map(({ numbers }) => Number(numbers.error) / Math.max(Number(numbers.allowance), 1e-300));
  const worst = comparisons[shares.indexOf(Math.max(...shares))];
  return `the farthest, ${worst?.subject}, is ${worst?.why}`;
};

/** A share 1/n of pairs are joint ones where a row may meet itself (shuffle, replace), none where it may not (derange, shift). */
export const fixedPointRate = (options: Options): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = pairRows(records).map((row) =>
      compare(place(row), expectedFixedPoints(row.mode, row.n), row.fixedPoints),
    );
    return conclude(
      comparisons,
      `All ${comparisons.length} rates are within three standard errors; ${farthest(comparisons)}.`,
    );
  },
});

/** n' draws with replacement give n^2 (1 - (1 - n^-2)^n') different pairs. */
export const pairCoverage = (options: Options): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = pairRows(records)
      .filter(({ mode }) => mode === 'replace')
      .map((row) => compare(place(row), expectedDistinct(row.n, row.size), row.distinct));
    return conclude(
      comparisons,
      `All ${comparisons.length} counts are within three standard errors; ${farthest(comparisons)}.`,
    );
  },
});
