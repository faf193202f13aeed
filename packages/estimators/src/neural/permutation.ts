import {
  createStream,
  type EstimateOptions,
  foldIn,
  type Key,
  type NdArray,
  type PermutationTest,
} from '@minebench/core';
import { permutationTest } from '../permutation/permutation-test.ts';
import { firstRows, type HeldOut, permuted } from './held-out.ts';
import type { Reader } from './reader.ts';

/** Rows that are permuted at most: two hundred readings of so many take seconds. */
const MOST_ROWS = 10_000;

/**
 * The trained bound on the evaluation part with its Y permuted. The critic has seen none of these rows and its references move with them, so under
 * independence every permutation is as likely as the rows' own order: the p-value is exact.
 */
export async function testByPermutation(
  reader: Reader,
  params: NdArray,
  evaluation: HeldOut,
  { permutations, evaluationReferences }: EstimateOptions,
  key: Key,
): Promise<PermutationTest> {
  const part = firstRows(evaluation, MOST_ROWS, evaluationReferences, foldIn(key, 'references'));
  const rows = part.pairs.count;
  const read = async (of: HeldOut) => (await reader.look(params, of)).nats;
  return permutationTest(permutations!, rows, await read(part), (permutation) =>
    read(permuted(part, createStream(foldIn(key, permutation)).permutation(rows))),
  );
}
