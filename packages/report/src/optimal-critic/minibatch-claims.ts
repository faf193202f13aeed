import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { type Comparison, conclude } from '../claims/comparison.ts';
import { nats } from '../claims/judged-groups.ts';
import { type MinibatchRow, minibatchRows, nwjVariance } from './minibatch-rows.ts';

type Options = Omit<ClaimOptions, 'where' | 'replicates'>;

const place = ({ truth, batchSize, referenceSize }: MinibatchRow): string =>
  `I = ${Number(truth.toPrecision(6))}, b = ${batchSize}, n' = ${referenceSize}`;

function claim(
  options: Options,
  judged: (row: MinibatchRow) => boolean,
  compare: (row: MinibatchRow) => Omit<Comparison, 'subject'>,
  heading: string,
): Claim {
  return {
    ...claimHead(options),
    check(records) {
      const comparisons = minibatchRows(records)
        .filter(judged)
        .map((row) => ({ subject: place(row), ...compare(row) }));
      return conclude(
        comparisons,
        `${heading}: ${comparisons.map(({ subject, why }) => `${subject}: ${why}`).join('; ')}.`,
      );
    },
  };
}

/**
 * The variance of NWJ at its optimal critic is that of the closed form, within a share of it, up to an information of `upTo` nats; what three standard errors explain of a
 * larger difference is unresolved. Beyond,
 * fourth moments of dP/dQ are infinite or nearly so, and no number of replicates shows the variance.
 */
export const nwjVarianceIs = (
  options: Options & { readonly relative: number; readonly upTo: number; readonly replicates: number },
): Claim =>
  claim(
    options,
    ({ truth }) => truth <= options.upTo + 1e-9,
    (row) => {
      const expected = nwjVariance(row);
      const { variance, varianceStandardError } = row.values.nwj;
      const [tolerance, noise] = [options.relative * expected, 3 * varianceStandardError];
      const numbers = { expected, variance, tolerance, noise, replicates: row.replicates };
      const why = `${nats(variance)} against ${nats(expected)} (${(100 * (variance / expected - 1)).toFixed(1)}%)`;
      if (row.replicates < options.replicates)
        return { verdict: 'unresolved', numbers, why: `${row.replicates} of ${options.replicates} replicates` };
      const error = Math.abs(variance - expected);
      if (error <= tolerance) return { verdict: 'holds', numbers, why };
      if (error > tolerance + noise) return { verdict: 'fails', numbers, why };
      return {
        verdict: 'unresolved',
        numbers,
        why: `${why}: beyond the tolerance, within its noise of ${nats(noise)}`,
      };
    },
    `NWJ’s variance is within ${100 * options.relative}% of its closed form`,
  );

/** The mean of DV on minibatches at its optimal critic exceeds the truth by `standardErrors` standard errors, from an information of `from` nats on. */
export const minibatchDvExceeds = (
  options: Options & { readonly from: number; readonly standardErrors: number },
): Claim =>
  claim(
    options,
    ({ truth }) => truth >= options.from - 1e-9,
    ({ truth, values: { dv } }) => {
      const margin = options.standardErrors * dv.standardError;
      const numbers = { truth, mean: dv.mean, excess: dv.mean - truth, margin };
      const why = `mean ${nats(dv.mean)}, ${((dv.mean - truth) / dv.standardError).toFixed(0)} standard errors above`;
      if (dv.mean - truth > margin) return { verdict: 'holds', numbers, why };
      return { verdict: dv.mean > truth ? 'unresolved' : 'fails', numbers, why };
    },
    'A minibatch DV reads above the truth',
  );

/** No minibatch value of InfoNCE exceeds log b. */
export const infonceCapped = (options: Options): Claim =>
  claim(
    options,
    () => true,
    ({ batchSize, values: { infonce } }) => {
      const limit = Math.log(batchSize);
      const numbers = { limit, largest: infonce.largest, mean: infonce.mean };
      const why = `largest ${nats(infonce.largest)} against ${nats(limit)}`;
      // Rounding of a mean of b logarithms in double precision.
      return { verdict: infonce.largest <= limit + 1e-12 ? 'holds' : 'fails', numbers, why };
    },
    'Every minibatch of InfoNCE is at most log b',
  );
