import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { type Comparison, conclude } from '../claims/comparison.ts';
import { nats } from '../claims/judged-groups.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { type SizeError, sampleEstimates, sizeErrors } from './sample-rows.ts';

const seeds = ({ dataSeed, initSeed }: EstimateRow): string => `seeds ${dataSeed}/${initSeed}`;

const finite = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

/**
 * On all n^2 pairs of a sample the minibatch value of Donsker-Varadhan is at most log n, at every step, whatever the critic (exact: n joint pairs are among them).
 * Each record must have its curve step by step, and a batch that is the sample.
 */
export const trainingCapped = (options: ClaimOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = select(toRows(records), options.where).map((row): Comparison => {
      const subject = seeds(row);
      const curve = finite(row.minibatchMean);
      const limit = Math.log(row.n ?? Number.NaN);
      if (curve.length === 0 || row.setting['protocol.selectEvery'] !== 1 || row.batchSize !== row.n)
        return { subject, verdict: 'unresolved', numbers: {}, why: 'the record has no value for every step' };
      const largest = Math.max(...curve);
      const numbers = { limit, largest, steps: curve.length };
      // Single precision of a logarithm of a mean.
      const verdict = largest <= limit + 1e-4 && curve.length === row.minibatchMean.length ? 'holds' : 'fails';
      return { subject, verdict, numbers, why: `${nats(largest)} of ${nats(limit)} in ${curve.length} steps` };
    });
    return conclude(
      comparisons,
      `Never above log n: ${comparisons.map(({ subject, why }) => `${subject}, ${why}`).join('; ')}.`,
    );
  },
});

/** What a critic that memorizes reads on pairs it has not seen stays below `most` nats: at every look of training, and in the estimate. */
export const heldOutBelow = (options: ClaimOptions & { readonly most: number }): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = select(toRows(records), options.where).map((row): Comparison => {
      const subject = seeds(row);
      const looks = finite(row.selectionNats);
      if (row.nats === null || looks.length === 0)
        return { subject, verdict: 'unresolved', numbers: {}, why: row.reason ?? 'the record has no estimate' };
      const [largest, last] = [Math.max(...looks), looks[looks.length - 1]];
      const numbers = { most: options.most, estimate: row.nats, largestLook: largest, lastLook: last };
      const why = `estimate ${nats(row.nats)}, looks at most ${nats(largest)}, the last ${nats(last)}`;
      return { subject, verdict: Math.max(row.nats, largest) < options.most ? 'holds' : 'fails', numbers, why };
    });
    return conclude(
      comparisons,
      `Below ${options.most} nats: ${comparisons.map(({ subject, why }) => `${subject}: ${why}`).join('; ')}.`,
    );
  },
});

const text = ({ pairs, rmse, standardError }: SizeError): string =>
  `${nats(rmse)} ± ${nats(standardError)} at ${pairs}`;

/**
 * The root mean square error over samples does not rise from decade to decade by more than two standard errors, and falls by more than `factor` from the first
 * decade to the last.
 */
export const errorFalls = (
  options: ClaimOptions & { readonly decades: readonly number[]; readonly factor: number },
): Claim => ({
  ...claimHead(options),
  check(records) {
    const errors = sizeErrors(sampleEstimates(records, options.where));
    const at = options.decades.map((pairs) => errors.find((error) => error.pairs === pairs));
    const known = at.filter((error) => error !== undefined);
    if (known.length < options.decades.length)
      return { verdict: 'unresolved', detail: 'Some decades have fewer than two estimates.' };
    const lost = known.reduce((total, error) => total + error.lost, 0);
    const steps = known.slice(1).map((next, index): Comparison => {
      const previous = known[index];
      const allowance = 2 * Math.hypot(previous.standardError, next.standardError);
      const rises = next.rmse - previous.rmse;
      const numbers = { before: previous.rmse, after: next.rmse, allowance, lost: previous.lost + next.lost };
      const why = `${text(previous)}, ${text(next)}`;
      return {
        subject: `from ${previous.pairs} to ${next.pairs} pairs`,
        verdict: lost > 0 ? 'unresolved' : rises <= allowance ? 'holds' : 'fails',
        numbers,
        why: lost > 0 ? `${lost} estimates were lost` : why,
      };
    });
    const [first, last] = [known[0], known[known.length - 1]];
    const ratio = first.rmse / last.rmse;
    const whole: Comparison = {
      subject: `${first.pairs} against ${last.pairs} pairs`,
      verdict: lost > 0 ? 'unresolved' : ratio > options.factor ? 'holds' : 'fails',
      numbers: { before: first.rmse, after: last.rmse, ratio, lost },
      why: `${text(first)}, ${text(last)}: a factor of ${ratio.toFixed(1)}`,
    };
    return conclude(
      [...steps, whole],
      `The error falls: ${known.map(text).join(', ')}; a factor of ${ratio.toFixed(1)} where ${options.factor} is asked.`,
    );
  },
});
