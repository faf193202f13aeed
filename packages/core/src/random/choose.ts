import { nextInteger } from './integer.ts';
import { shuffleInPlace } from './shuffle.ts';
import type { Xoshiro128 } from './xoshiro128.ts';

/**
 * `count` different numbers out of 0 .. length - 1 in random order: every ordered choice is equally likely. Few out of many are drawn one by one,
 * a number that came before is drawn again; many are the beginning of a shuffle.
 */
export function nextChoice(generator: Xoshiro128, count: number, length: number): Int32Array {
  if (2 * count > length) {
    const order = new Int32Array(length);
    for (let index = 0; index < length; index++) order[index] = index;
    shuffleInPlace(generator, order);
    return order.slice(0, count);
  }
  // a bit for each number: clearing bytes would cost more than the draws
  const taken = new Int32Array((length >>> 5) + 1);
  const chosen = new Int32Array(count);
  for (let index = 0; index < count; ) {
    const candidate = nextInteger(generator, length);
    const bit = 1 << (candidate & 31);
    if ((taken[candidate >>> 5] & bit) !== 0) continue;
    taken[candidate >>> 5] |= bit;
    chosen[index++] = candidate;
  }
  return chosen;
}
