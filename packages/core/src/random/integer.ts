import type { Xoshiro128 } from './xoshiro128.ts';

const WORDS = 4294967296;
const LARGEST_FAST_BOUND = 2097152;

/**
 * The next integer uniform on 0 .. bound - 1, without bias, for an integer bound in [1, 2^53].
 *
 * Up to 2^21 the product word * bound is exact in a double; its upper word is the answer unless the lower one falls below 2^32 mod bound.
 * D. Lemire, Fast random integer generation in an interval, ACM TOMACS 29 (2019).
 */
export function nextInteger(generator: Xoshiro128, bound: number): number {
  if (bound > LARGEST_FAST_BOUND) return nextLargeInteger(generator, bound);
  for (;;) {
    const word = generator.nextInt32();
    const low = Math.imul(word, bound) >>> 0;
    if (low >= bound || low >= WORDS % bound) return ((word >>> 0) * bound - low) / WORDS;
  }
}

/** Rejects the numbers of 53 bits beyond the last whole multiple of the bound. */
function nextLargeInteger(generator: Xoshiro128, bound: number): number {
  const limit = 9007199254740992 - (9007199254740992 % bound);
  for (;;) {
    const upper = generator.nextInt32() >>> 5;
    const lower = generator.nextInt32() >>> 6;
    const number = upper * 67108864 + lower;
    if (number < limit) return number % bound;
  }
}
