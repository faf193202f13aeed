import type { Claim, ClaimResult } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { type Comparison, conclude } from '../claims/comparison.ts';
import { type BiasRow, biasRows } from './bias-rows.ts';
import { predictedBias } from './predicted-bias.ts';

/** n' at which a critic is judged: below, higher orders show. */
export interface BiasRange {
  readonly scale: number;
  readonly from: number;
  readonly to: number;
}

export interface BiasClaimOptions extends Omit<ClaimOptions, 'where' | 'replicates'> {
  readonly ranges: readonly BiasRange[];
}

const within = (rows: readonly BiasRow[], { scale, from, to }: BiasRange): BiasRow[] =>
  rows.filter((row) => row.scale === scale && row.weight === 1 && row.referenceSize >= from && row.referenceSize <= to);

const digits = (value: number): string => value.toFixed(4);

/** The slope of log bias against log n' by least squares, points weighted by what is known of each; null where a bias is not positive. */
function slopeOf(rows: readonly BiasRow[]): { readonly slope: number; readonly standardError: number } | null {
  if (rows.length < 2 || rows.some(({ mean }) => !(mean > 0))) return null;
  const weights = rows.map(({ mean, standardError }) => (mean / standardError) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (row: BiasRow) => number): number =>
    rows.reduce((sum, row, k) => sum + weights[k] * of(row), 0) / total;
  const [x, y] = [(row: BiasRow) => Math.log(row.referenceSize), (row: BiasRow) => Math.log(row.mean)];
  const [centerX, centerY] = [mean(x), mean(y)];
  const spread = mean((row) => (x(row) - centerX) ** 2);
  const slope = mean((row) => (x(row) - centerX) * (y(row) - centerY)) / spread;
  return { slope, standardError: 1 / Math.sqrt(spread * total) };
}

/** Bias falls as 1/n': the slope of log bias against log n' is -1 within `tolerance`; unresolved where three standard errors are wider than that. */
export const biasSlope = (options: BiasClaimOptions & { readonly tolerance: number }): Claim => ({
  ...claimHead(options),
  check(records): ClaimResult {
    const rows = biasRows(records);
    const comparisons = options.ranges.map((range): Comparison => {
      const subject = `a = ${range.scale}, n' in [${range.from}, ${range.to}]`;
      const fit = slopeOf(within(rows, range));
      if (fit === null) return { subject, verdict: 'unresolved', numbers: {}, why: 'fewer than two positive biases' };
      const numbers = { slope: fit.slope, standardError: fit.standardError, points: within(rows, range).length };
      const why = `slope ${digits(fit.slope)} ± ${digits(fit.standardError)}`;
      if (Math.abs(fit.slope + 1) > options.tolerance) return { subject, verdict: 'fails', numbers, why };
      if (3 * fit.standardError > options.tolerance)
        return { subject, verdict: 'unresolved', numbers, why: `${why}: the noise is wider than the tolerance` };
      return { subject, verdict: 'holds', numbers, why };
    });
    const told = comparisons.map(({ subject, why }) => `${subject}: ${why}`);
    return conclude(comparisons, `Slopes are −1 within ${options.tolerance}: ${told.join('; ')}.`);
  },
});

/** |value - expected| within a share of the expected and three standard errors; unresolved where those alone are wider than the share. */
function compare(subject: string, value: number, standardError: number, expected: number, share: number): Comparison {
  const [tolerance, allowance] = [share * Math.abs(expected), 3 * standardError];
  const error = Math.abs(value - expected);
  const numbers = { expected, value, error, tolerance, allowance };
  const why = `${digits(value)} against ${digits(expected)} ± ${digits(tolerance)} ± ${digits(allowance)}`;
  if (error > tolerance + allowance) return { subject, verdict: 'fails', numbers, why };
  if (allowance > tolerance)
    return { subject, verdict: 'unresolved', numbers, why: `${why}: the noise is wider than the tolerance` };
  return { subject, verdict: 'holds', numbers, why };
}

const summary = (comparisons: readonly Comparison[], what: string): string => {
  const off = comparisons.map(({ numbers }) => Number(numbers.error) / Math.abs(Number(numbers.expected)));
  const worst = comparisons[off.indexOf(Math.max(...off))];
  return `All ${comparisons.length} ${what}; the farthest, ${worst?.subject}, is ${worst?.why}.`;
};

/** n' times the bias is c/M^2 - M' v/M^3 within a share of it and three standard errors, at every n' of the ranges. */
export const biasCoefficient = (options: BiasClaimOptions & { readonly relative: number }): Claim => ({
  ...claimHead(options),
  check(records): ClaimResult {
    const rows = biasRows(records);
    const comparisons = options.ranges.flatMap((range) =>
      within(rows, range).map(({ scale, referenceSize: n, mean, standardError }) =>
        compare(`a = ${scale}, n' = ${n}`, n * mean, n * standardError, predictedBias(scale), options.relative),
      ),
    );
    return conclude(comparisons, summary(comparisons, `coefficients are within ${100 * options.relative}% + 3 se`));
  },
});

/** What a moving average leaves of the bias, as a share of the uncorrected one at the same a and n', is what the formula says, within a share of that. */
export const biasReduction = (
  options: Omit<BiasClaimOptions, 'ranges'> & {
    readonly relative: number;
  },
): Claim => ({
  ...claimHead(options),
  check(records): ClaimResult {
    const comparisons = remainingShares(biasRows(records)).map(
      ({ scale, referenceSize, weight, share, standardError, expected }) =>
        compare(`a = ${scale}, n' = ${referenceSize}, w = ${weight}`, share, standardError, expected, options.relative),
    );
    return conclude(comparisons, summary(comparisons, `remaining shares are within ${100 * options.relative}% + 3 se`));
  },
});

/** What is left of the bias where a moving average of weight w stands in the denominator. */
export interface RemainingShare {
  readonly scale: number;
  readonly referenceSize: number;
  readonly weight: number;
  readonly share: number;
  readonly standardError: number;
  readonly expected: number;
}

export const remainingShares = (rows: readonly BiasRow[]): RemainingShare[] =>
  rows.flatMap((row) => {
    const { scale, referenceSize, weight } = row;
    const plain = rows.find(
      (other) => other.weight === 1 && other.scale === scale && other.referenceSize === referenceSize,
    );
    if (weight === 1 || plain === undefined) return [];
    const share = row.mean / plain.mean;
    const spread = Math.hypot(row.standardError / row.mean, plain.standardError / plain.mean);
    const expected = predictedBias(scale, weight) / predictedBias(scale);
    return [{ scale, referenceSize, weight, share, standardError: Math.abs(share) * spread, expected }];
  });
