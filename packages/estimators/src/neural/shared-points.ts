import { mean, type RowPairs } from '@minebench/core';

/**
 * Standard error of a statistic of n points whose terms are the n joint pairs (i, i) and n' reference pairs (i, j), which share points: two terms are
 * correlated where they share one. With u the influence of a term over the number of its kind, less its mean, and S_i the sum of u over the terms
 * that hold point i,
 *
 *     V = sum_i S_i^2 - sum over pairs {i, j}, i != j, of (sum of u over the terms with both)^2,
 *
 * since the first sum counts two terms that share both their points twice (Fafchamps and Gubert 2007; Aronow, Samii and Assenova 2015). Where few
 * points make V not positive, the first sum alone stands, which overstates the variance in the mean, and `bounded` says so.
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
  const terms = Float64Array.from(reference, (influence) => (influence - centerReference) / reference.length);
  for (let k = 0; k < terms.length; k++) {
    const [i, j] = [rowsX[k], rowsY[k]];
    sums[i] += terms[k];
    if (i !== j) sums[j] += terms[k];
  }
  let once = 0;
  for (const sum of sums) once += sum * sum;
  const twice = sharedByBoth(terms, { rowsX, rowsY }, n);
  const bounded = once <= twice;
  return { value: Math.sqrt(bounded ? once : once - twice), bounded };
}

/** The second sum of V. Terms are visited by their lower point: a table of all pairs of points would not fit where n' is large. */
function sharedByBoth(terms: Float64Array, { rowsX, rowsY }: RowPairs, n: number): number {
  const ends = new Int32Array(n + 1);
  for (let k = 0; k < terms.length; k++) ends[Math.min(rowsX[k], rowsY[k]) + 1]++;
  for (let i = 0; i < n; i++) ends[i + 1] += ends[i];
  const starts = ends.slice(0, n);
  const byLower = new Int32Array(terms.length);
  for (let k = 0; k < terms.length; k++) byLower[starts[Math.min(rowsX[k], rowsY[k])]++] = k;

  const withUpper = new Float64Array(n);
  let total = 0;
  for (let lower = 0; lower < n; lower++) {
    const group = byLower.subarray(ends[lower], ends[lower + 1]);
    for (const k of group) withUpper[Math.max(rowsX[k], rowsY[k])] += terms[k];
    withUpper[lower] = 0;
    for (const k of group) {
      const upper = Math.max(rowsX[k], rowsY[k]);
      total += withUpper[upper] * withUpper[upper];
      withUpper[upper] = 0;
    }
  }
  return total;
}
