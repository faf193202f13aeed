import type { Claim, ClaimResult } from '@minebench/core';
import { type Comparison, conclude } from '../claims/comparison.ts';
import {
  type ConsistencyMeasurement,
  type ConsistencyOptions,
  consistencyDefaults,
} from './consistency-measurement.ts';
import { type ConsistencyCheck, consistencyChecks } from './identities.ts';
import { measureConsistency } from './measure-consistency.ts';

const told: Readonly<Record<ConsistencyCheck, { readonly name: string; readonly reason: string }>> = {
  independence: {
    name: 'Independence: nothing is read where X and Y are independent',
    reason: 'I(X; Y) = 0: the mean over seeds against zero',
  },
  'data-processing': {
    name: 'Data processing: no link of a Markov chain is read to know more than the one before',
    reason: 'I(X; Z) <= I(X; Y) where X, Y, Z is a Markov chain: the mean paired difference must not exceed zero',
  },
  additivity: {
    name: 'Additivity: independent blocks are read as the sum of what each is',
    reason: 'I of independent blocks is the sum of theirs: the mean paired difference against zero',
  },
  invariance: {
    name: 'Invariance: the same is read under injective maps of X and of Y',
    reason: 'I(f(X); g(Y)) = I(X; Y) for injective f and g: the mean paired difference against zero',
  },
};

const comparisonOf = (measured: ConsistencyMeasurement): Comparison => ({
  subject: `${measured.estimator}: ${measured.name}`,
  verdict: measured.verdict,
  numbers: {
    estimate: measured.estimate,
    'compared with': measured.expected,
    difference: measured.difference,
    low: measured.interval?.low ?? null,
    high: measured.interval?.high ?? null,
    tolerance: measured.tolerance,
    'true difference': measured.trueDifference,
    pairs: measured.pairs,
  },
  why: measured.why,
});

/** The share of its tolerance that an interval takes up, to name the closest call. */
const share = ({ check, interval, tolerance }: ConsistencyMeasurement): number =>
  interval === null || tolerance === null
    ? 0
    : Math.max(interval.high, check === 'data-processing' ? -Infinity : -interval.low) / tolerance;

function judge(check: ConsistencyCheck, measurements: readonly ConsistencyMeasurement[]): ClaimResult {
  const own = measurements.filter((measured) => measured.check === check);
  const closest = own.reduce<ConsistencyMeasurement | undefined>(
    (worst, item) => (worst === undefined || share(item) > share(worst) ? item : worst),
    undefined,
  );
  return conclude(
    own.map(comparisonOf),
    `All ${own.length} comparisons hold; the closest call is ${closest?.estimator}: ${closest?.name}, ${closest?.why}.`,
  );
}

/**
 * Four claims, one a law: independence, data processing, additivity, invariance (Song and Ermon 2020, Understanding the limitations of variational mutual
 * information estimators, section 5). They compare estimates with each other, never with the truth, which is only shown beside: so they can be held on data
 * whose information nobody knows. For records of `consistencySweep`, or of any sweep over `independence`, `markov-chain`, `independent-blocks` and `transformed`
 * tasks with their counterparts.
 */
export function consistencyClaims(options: ConsistencyOptions = {}): Claim[] {
  const { absolute, relative, level } = { ...consistencyDefaults, ...options };
  const rule = `A check holds where the ${100 * level}% Student interval over seeds of the mean difference lies within max(${absolute} nats, ${100 * relative}% of what is compared with), fails where it lies outside, and is unresolved between.`;
  return consistencyChecks.map((check) => ({
    name: told[check].name,
    reason: `${told[check].reason}. ${rule}`,
    check: (records) => judge(check, measureConsistency(records, options)),
  }));
}
