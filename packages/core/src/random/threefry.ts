import type { Key } from '../contracts/key.ts';

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/**
 * Threefry-2x32 with 20 rounds: a counter-based generator, a keyed bijection of 64-bit blocks. Distinct counters under one key give
 * distinct blocks.
 *
 * J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 2011.
 *
 * @param key - the key's words are taken modulo 2^32
 * @param counter0 - first word of the counter
 * @param counter1 - second word of the counter
 * @returns the block as two unsigned words, the first in `hi`
 */
export function threefry2x32(key: Key, counter0: number, counter1: number): Key {
  const key0 = key.hi | 0;
  const key1 = key.lo | 0;
  const key2 = key0 ^ key1 ^ 0x1bd11bda;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let injection = 1; injection <= 5; injection++) {
    const odd = injection % 2 === 1;
    x0 = (x0 + x1) | 0;
    x1 = rotate(x1, odd ? 13 : 17) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = rotate(x1, odd ? 15 : 29) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = rotate(x1, odd ? 26 : 16) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = rotate(x1, odd ? 6 : 24) ^ x0;
    const turn = injection % 3;
    x0 = (x0 + (turn === 0 ? key0 : turn === 1 ? key1 : key2)) | 0;
    x1 = (x1 + (turn === 0 ? key1 : turn === 1 ? key2 : key0) + injection) | 0;
  }
  return { hi: x0 >>> 0, lo: x1 >>> 0 };
}
