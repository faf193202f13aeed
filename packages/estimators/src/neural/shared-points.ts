import { mean, type RowPairs } from '@minebench/core';

/**
 * Standard error of a statistic of n points whose terms are the n joint pairs (i, i) and n' reference pairs (i, j), which share points: two terms are
 * correlated where they share one. With u the influence of a term over the number of its kind, less its mean, and S_i the sum of u over the terms
 * that hold point i,
 *
 *     V = sum_i S_i^2 - sum over pairs {i, j}, i != j, of (sum of u over the terms with both)^2,
 *
 * since the first sum counts two terms that share both their points twice (Fafchamps and Gubert 2007; Aronow, Samii and Assenova 2015). Where few
 * points make V negative, the first sum alone stands, an upper bound.
 */
export function sharedPointsError(
  joint: ArrayLike<number>,
  reference: ArrayLike<number>,
  { rowsX, rowsY }: RowPairs,
): { readonly value: number; readonly bounded: boolean } {
  const n = joint.length;
  const sums = new Float64Array(n);
  const centerJoint = mean(joint);
  for (let i = 0; i < n; i++) sums[i] = (joint[i] - centerJoint) / n;
  const centerReference = mean(reference);
  const both = new Map<number, number>();
  for (let k = 0; k < reference.length; k++) {
    const term = (reference[k] - centerReference) / reference.length;
    const [i, j] = [rowsX[k], rowsY[k]];
    sums[i] += term;
    if (i === j) continue;
    sums[j] += term;
    const pair = Math.min(i, j) * n + Math.max(i, j);
    both.set(pair, (both.get(pair) ?? 0) + term);
  }
  const once = squares(sums);
  const twice = squares(both.values());
  const bounded = once <= twice;
  return { value: Math.sqrt(bounded ? once : once - twice), bounded };
}

function squares(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value * value;
  return total;
}
