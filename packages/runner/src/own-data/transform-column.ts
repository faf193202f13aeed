import { InputError, normalQuantile } from '@minebench/core';
import type { ColumnFacts } from './column-facts.ts';

/** What is done to every column. Mutual information is the same before and after: both maps are one to one on the values there are. */
export type ColumnTransform = 'standardised' | 'normal scores';

/**
 * Mean 0 and standard deviation 1, in place.
 * @throws InputError where the variance overflows
 */
export function standardize(values: Float64Array, { name, mean, standardDeviation }: ColumnFacts): void {
  if (!Number.isFinite(standardDeviation) || !Number.isFinite(mean))
    throw new InputError({
      argument: 'DATA',
      problem: `has numbers in column ${name} whose squares are beyond a double`,
      remedy: 'scale the column down',
    });
  for (let row = 0; row < values.length; row++) values[row] = (values[row] - mean) / standardDeviation;
}

/**
 * Normal scores Phi^-1(rank / (n + 1)), in place; equal values take their mean rank (van der Waerden 1952). Every marginal becomes normal, and what is left is
 * the copula: heavy tails no longer reach a critic's input.
 */
export function normalScores(values: Float64Array): void {
  const sorted = values.slice().sort();
  // Equal values have equal scores: each is computed once, at its place in the order.
  const scores = new Float64Array(sorted.length);
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    scores[start] = normalQuantile((start + 1 + end) / 2 / (sorted.length + 1));
    start = end;
  }
  for (let row = 0; row < values.length; row++) values[row] = scores[firstAt(sorted, values[row])];
}

/** Position of the first entry that is not below the value. */
function firstAt(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
