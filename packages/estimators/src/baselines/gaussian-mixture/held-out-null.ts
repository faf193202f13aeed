import { createStream, foldIn, type Key, mean, type Pairs, type PermutationTest } from '@minebench/core';
import { permutationTest } from '../../permutation/permutation-test.ts';
import { permuteY } from '../permutation-null.ts';
import { jointPoints, pairsOfRows } from '../points.ts';
import type { FitOptions } from './fit-mixture.ts';
import { logDensityRatios } from './log-density-ratios.ts';
import { selectMixture } from './select-mixture.ts';

/** Rows that are permuted at most. */
const MOST_ROWS = 2000;

/**
 * The mean log density ratio over rows that the mixture has not seen: it is fitted on a random half of the sample and read on the other. Fitted once,
 * not once a permutation, and exact all the same: the fit does not depend on the order of the rows that are permuted.
 */
export async function heldOutNull(
  permutations: number,
  pairs: Pairs,
  sizes: readonly number[],
  options: FitOptions,
  key: Key,
): Promise<PermutationTest> {
  const order = createStream(foldIn(key, 'rows')).permutation(pairs.count);
  const half = Math.ceil(pairs.count / 2);
  const seen = pairsOfRows(pairs, order.slice(0, half).sort());
  const unseen = pairsOfRows(pairs, order.subarray(half, half + MOST_ROWS));
  const mixture = selectMixture(jointPoints(seen), sizes, options, foldIn(key, 'fit'));
  const read = (of: Pairs) => mean(logDensityRatios(mixture, of));
  return permutationTest(permutations, unseen.count, read(unseen), (permutation) =>
    read(permuteY(unseen, createStream(foldIn(key, permutation)).permutation(unseen.count))),
  );
}
