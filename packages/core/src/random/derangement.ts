import { nextInteger } from './integer.ts';
import type { Xoshiro128 } from './xoshiro128.ts';

/**
 * A uniformly random permutation of 0 .. length - 1 without a fixed point, for length >= 2: shuffles, each given up at its first fixed point.
 * Takes e - 1 = 1.72 numbers an element on average.
 *
 * C. Martinez, A. Panholzer and H. Prodinger, Generating random derangements, ANALCO 2008.
 */
export function nextDerangement(generator: Xoshiro128, length: number): Int32Array {
  const order = new Int32Array(length);
  for (let index = 0; index < length; index++) order[index] = index;
  // A shuffle of any order is uniform, so the next attempt goes on from the one given up.
  while (!shuffleUnlessFixed(generator, order));
  return order;
}

/** A Fisher-Yates shuffle from the end; false as soon as an element has come to rest at its own place. */
function shuffleUnlessFixed(generator: Xoshiro128, order: Int32Array): boolean {
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = nextInteger(generator, last + 1);
    const element = order[chosen];
    if (element === last) return false;
    order[chosen] = order[last];
    order[last] = element;
  }
  return order[0] !== 0;
}
