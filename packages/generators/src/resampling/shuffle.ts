import { createStream, type Key, type RowPairs } from '@minebench/core';
import { rowRange } from './rows.ts';

/**
 * Row k with row pi(k) of a uniformly random permutation pi of the pool. On average one pair in all is a joint one, so that a pair has the law
 * (1/pool) P + (1 - 1/pool) Q. With fewer pairs than the pool has rows, k runs over a random choice without replacement.
 */
export function shuffle(poolSize: number, size: number, key: Key): RowPairs {
  const stream = createStream(key);
  if (size === poolSize) return { rowsX: rowRange(poolSize), rowsY: stream.permutation(poolSize) };
  // Two independent ordered choices: pairs of a uniform permutation at uniformly chosen rows.
  return { rowsX: stream.choose(size, poolSize), rowsY: stream.choose(size, poolSize) };
}
