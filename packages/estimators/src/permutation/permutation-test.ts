import { type PermutationTest, RunningMoments } from '@minebench/core';

/**
 * Holds an observed statistic against its values under random permutations. Where the observed order is as likely as any other under the null, the p-value
 * (1 + number of permutations that reach the observed value) / (1 + permutations) is at most alpha with probability alpha (Phipson and Smyth 2010); a value that is
 * not a number counts as one that does.
 *
 * @param rows - how many rows are permuted
 * @param observed - the statistic in nats on the rows as they are
 * @param statistic - its value under the k-th permutation, in nats
 */
export async function permutationTest(
  permutations: number,
  rows: number,
  observed: number,
  statistic: (permutation: number) => number | Promise<number>,
): Promise<PermutationTest> {
  const moments = new RunningMoments();
  let reached = 0;
  for (let k = 0; k < permutations; k++) {
    const value = await statistic(k);
    moments.push(value);
    if (!(value < observed)) reached++;
  }
  return {
    permutations,
    pValue: (1 + reached) / (1 + permutations),
    rows,
    observed,
    nullMean: moments.mean,
    nullStandardDeviation: permutations > 1 ? Math.sqrt(moments.variance) : Number.NaN,
  };
}
