import { describe, expect, test } from 'vitest';
import { createStream, foldIn, type Key, keyFromSeed, split } from '../../src/index.ts';
import { kolmogorovDistance, normalCdf } from './normal-distribution.ts';

const root = keyFromSeed(29);

/** How many of the 64-bit words occur before. */
const repeated = (words: BigUint64Array): number => {
  words.sort();
  let count = 0;
  for (let index = 1; index < words.length; index++) if (words[index] === words[index - 1]) count++;
  return count;
};
const joined = (hi: number, lo: number): bigint => (BigInt(hi) << 32n) | BigInt(lo);

/** Families of keys that a program is likely to use side by side. */
const families: Record<string, (index: number) => Key> = {
  'seeds in a row': (index) => keyFromSeed(index),
  'numbers folded in, in a row': (index) => foldIn(root, index),
  'numbers folded in, 2^32 apart': (index) => foldIn(root, index * 2 ** 32),
  'numbers as text': (index) => foldIn(root, String(index)),
  'one label under seeds in a row': (index) => foldIn(keyFromSeed(index), 'data'),
  'numbers folded in twice': (index) => foldIn(foldIn(root, Math.floor(index / 300)), index % 300),
};

describe('collisions', () => {
  test('a million keys of a tree, three splits deep, all differ', () => {
    const words = new BigUint64Array(1_000_000);
    let filled = 0;
    for (const first of split(root, 100))
      for (const second of split(first, 100))
        for (const { hi, lo } of split(second, 100)) words[filled++] = joined(hi, lo);
    // Two of N random 64-bit words coincide with probability N^2 / 2^65 = 3e-8.
    expect(repeated(words)).toBe(0);
  });

  test.each(Object.entries(families))('%s: no two streams begin alike', (_, keyOf) => {
    const words = BigUint64Array.from({ length: 100_000 }, (_, index) => {
      const stream = createStream(keyOf(index));
      return joined(stream.nextUint32(), stream.nextUint32());
    });
    // 3e-10
    expect(repeated(words)).toBe(0);
  });

  test('32-bit words of different streams coincide as often as chance has it', () => {
    const words = BigUint64Array.from({ length: 200_000 }, (_, index) =>
      BigInt(createStream(foldIn(root, index)).nextUint32()),
    );
    // Pairs that coincide: Poisson with mean N^2 / 2^33 = 4.66; P(> 18) = 5e-7, and 0 has probability 0.009.
    expect(repeated(words)).toBeLessThanOrEqual(18);
  });
});

describe.each(Object.entries(families))('streams of %s', (_, keyOf) => {
  test('have first numbers that are a normal sample, without correlation from stream to stream', () => {
    const count = 100_000;
    const first = Float64Array.from({ length: count }, (_, index) => createStream(keyOf(index)).normal());
    // P(sqrt(n) D > 2.2) = 1e-4
    expect(kolmogorovDistance(first, normalCdf) * Math.sqrt(count)).toBeLessThan(2.2);
    for (const lag of [1, 2, 3, 64]) {
      let products = 0;
      let squares = 0;
      for (let index = lag; index < count; index++) {
        products += first[index] * first[index - lag];
        squares += (first[index] ** 2 - 1) * (first[index - lag] ** 2 - 1);
      }
      // Var(X Y) = 1, Var((X^2 - 1)(Y^2 - 1)) = 4; 4.5 standard errors.
      expect(Math.abs(products)).toBeLessThan(4.5 * Math.sqrt(count));
      expect(Math.abs(squares)).toBeLessThan(4.5 * Math.sqrt(4 * count));
    }
  });

  test('are uncorrelated with their neighbours, place by place and shifted', () => {
    const length = 2000;
    const streams = Array.from({ length: 100 }, (_, index) => {
      const draws = new Float64Array(length);
      createStream(keyOf(index)).fillNormal(draws);
      return draws;
    });
    let chiSquare = 0;
    let pairs = 0;
    for (let index = 1; index < streams.length; index++)
      for (const shift of [0, 1, 2, 5]) {
        let product = 0;
        for (let place = shift; place < length; place++)
          product += streams[index][place] * streams[index - 1][place - shift];
        chiSquare += product ** 2 / (length - shift);
        pairs++;
      }
    // Each term has mean 1 and a variance of nearly 2: 4.5 standard deviations of their sum.
    expect(Math.abs(chiSquare - pairs)).toBeLessThan(4.5 * Math.sqrt(2 * pairs));
  });
});
