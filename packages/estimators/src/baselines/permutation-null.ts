import {
  type CompletedEstimate,
  createStream,
  type EstimateOptions,
  foldIn,
  type Key,
  type Pairs,
} from '@minebench/core';
import { permutationTest } from '../permutation/permutation-test.ts';
import { pairsOfRows } from './points.ts';

/** The rows of Y in another order, X in its own. */
export function permuteY(pairs: Pairs, order: Int32Array): Pairs {
  return { ...pairs, y: pairsOfRows(pairs, order).y };
}

/**
 * What a baseline adds to its estimate where a permutation test is asked for: the estimate on at most `mostRows` random rows, against the estimate on
 * the same rows with those of Y permuted. Nothing where none is asked for.
 */
export async function permutationNull(
  { permutations }: Pick<EstimateOptions, 'permutations'>,
  pairs: Pairs,
  mostRows: number,
  key: Key,
  estimate: (pairs: Pairs) => number,
): Promise<Pick<CompletedEstimate, 'permutationTest'>> {
  if (!permutations) return {};
  const rows = Math.min(pairs.count, mostRows);
  const used =
    rows < pairs.count ? pairsOfRows(pairs, createStream(foldIn(key, 'rows')).choose(rows, pairs.count)) : pairs;
  return {
    permutationTest: await permutationTest(permutations, rows, estimate(used), (permutation) =>
      estimate(permuteY(used, createStream(foldIn(key, permutation)).permutation(rows))),
    ),
  };
}
