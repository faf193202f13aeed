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
  // Numbers taken so far, each (plus one) at its low bits or in the next free place; 0 is free. At most half full.
  const taken = new Int32Array(smallestPowerOfTwo(2 * count));
  const mask = taken.length - 1;
  const chosen = new Int32Array(count);
  for (let index = 0; index < count; ) {
    const candidate = nextInteger(generator, length);
    let place = candidate & mask;
    while (taken[place] !== 0 && taken[place] !== candidate + 1) place = (place + 1) & mask;
    if (taken[place] !== 0) continue;
    taken[place] = candidate + 1;
    chosen[index++] = candidate;
  }
  return chosen;
}

function smallestPowerOfTwo(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
