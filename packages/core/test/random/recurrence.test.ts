import { expect, test } from 'vitest';
import { threefry2x32 } from '../../src/random/threefry.ts';
import { Xoshiro128 } from '../../src/random/xoshiro128.ts';

/** The generators again, in integers without a size, as their papers write them: the known answers visit few words with the highest bit set. */
const word = (value: bigint): bigint => BigInt.asUintN(32, value);
const rotateLeft = (value: bigint, bits: bigint): bigint => word((value << bits) | (word(value) >> (32n - bits)));

/** Salmon et al. 2011, section 3.3: rounds of add, rotate, xor, and a key word and the round's number every four of them. */
function threefry(key: readonly bigint[], counter: readonly bigint[]): number[] {
  const rotations = [13n, 15n, 26n, 6n, 17n, 29n, 16n, 24n];
  const words = [...key, key[0] ^ key[1] ^ 0x1bd11bdan];
  let [x0, x1] = [word(counter[0] + words[0]), word(counter[1] + words[1])];
  for (let round = 0; round < 20; round++) {
    x0 = word(x0 + x1);
    x1 = rotateLeft(x1, rotations[round % 8]) ^ x0;
    if (round % 4 !== 3) continue;
    const injection = (round + 1) / 4;
    x0 = word(x0 + words[injection % 3]);
    x1 = word(x1 + words[(injection + 1) % 3] + BigInt(injection));
  }
  return [Number(x0), Number(x1)];
}

/** Blackman and Vigna 2021, the ++ scrambler over the 32-bit linear engine. */
function* xoshiro(state: readonly bigint[]): Generator<number> {
  let [s0, s1, s2, s3] = state;
  for (;;) {
    yield Number(word(rotateLeft(word(s0 + s3), 7n) + s0));
    const shifted = word(s1 << 9n);
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11n);
  }
}

/** Words spread over all of 32 bits, from a linear congruence with a multiplier of Knuth's. */
const someWords = (count: number, start: number): number[] => {
  const words = [start];
  while (words.length < count) words.push((Math.imul(words.at(-1)!, 1664525) + 1013904223) >>> 0);
  return words;
};

test('Threefry agrees with its definition for 2000 keys and counters', () => {
  const words = someWords(8000, 1);
  for (let index = 0; index < words.length; index += 4) {
    const [hi, lo, counter0, counter1] = words.slice(index, index + 4);
    const block = threefry2x32({ hi, lo }, counter0, counter1);
    expect([block.hi, block.lo]).toEqual(threefry([hi, lo].map(BigInt), [counter0, counter1].map(BigInt)));
  }
});

test('xoshiro128++ agrees with its definition for 20000 words, from states with high bits too', () => {
  for (const state of [someWords(4, 1), someWords(4, 4_000_000_000), [0, 0, 0, 0x80000000]]) {
    const ours = new Xoshiro128(state[0], state[1], state[2], state[3]);
    const reference = xoshiro(state.map(BigInt));
    for (let index = 0; index < 20_000; index++)
      if (ours.nextUint32() !== reference.next().value) throw new Error(`word ${index} of state ${state} differs`);
  }
});
