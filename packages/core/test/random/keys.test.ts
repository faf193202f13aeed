import { describe, expect, test } from 'vitest';
import { createStream, foldIn, InputError, type Key, keyFromSeed, split } from '../../src/index.ts';

const name = (key: Key): string => `${key.hi}:${key.lo}`;
const differentBits = (a: Key, b: Key): number => {
  const ones = (word: number): number => (word >>> 0).toString(2).replaceAll('0', '').length;
  return ones(a.hi ^ b.hi) + ones(a.lo ^ b.lo);
};

describe('keyFromSeed', () => {
  test('all 53 bits of the seed count', () => {
    const seeds = [0, ...Array.from({ length: 53 }, (_, bit) => 2 ** bit), Number.MAX_SAFE_INTEGER];
    expect(new Set(seeds.map((seed) => name(keyFromSeed(seed)))).size).toBe(seeds.length);
    expect(new Set(seeds.map((seed) => createStream(keyFromSeed(seed)).uniform())).size).toBe(seeds.length);
  });

  test.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses %s', (seed) => {
    expect(() => keyFromSeed(seed)).toThrow(InputError);
    expect(() => keyFromSeed(seed)).toThrow(`seed ${seed} is no non-negative safe integer`);
  });
});

describe('split and foldIn', () => {
  const root = keyFromSeed(7);

  test('a longer split begins with a shorter one', () => {
    expect(split(root, 5)).toEqual(split(root, 100).slice(0, 5));
    expect(split(root)).toHaveLength(2);
    expect(split(root, 0)).toEqual([]);
  });

  test('split, numbers and labels never give the same key: 150000 keys of one root differ', () => {
    // Two of N random 64-bit keys coincide with probability N^2 / 2^65 = 6e-10.
    const keys = [
      ...split(root, 50_000),
      ...Array.from({ length: 50_000 }, (_, step) => foldIn(root, step)),
      ...Array.from({ length: 50_000 }, (_, step) => foldIn(root, String(step))),
    ];
    expect(new Set(keys.map(name)).size).toBe(150_000);
  });

  test('a label is told from its prefix, its anagram, its number and a chain of labels', () => {
    const keys = [
      foldIn(root, ''),
      foldIn(root, 'a'),
      foldIn(root, 'ab'),
      foldIn(root, 'ba'),
      foldIn(root, 'ab\0'),
      foldIn(foldIn(root, 'a'), 'b'),
      foldIn(root, 0),
      foldIn(root, '0'),
      root,
    ];
    expect(new Set(keys.map(name)).size).toBe(keys.length);
  });

  test('neighbouring roots and data change half of the bits', () => {
    const distances = Array.from({ length: 2000 }, (_, step) => [
      differentBits(foldIn(root, step), foldIn(root, step + 1)),
      differentBits(foldIn(keyFromSeed(step), 'data'), foldIn(keyFromSeed(step + 1), 'data')),
    ]).flat();
    // 64 fair bits: mean 32, standard deviation 4; the mean of 4000 is within 5 standard errors of 32.
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    expect(Math.abs(mean - 32)).toBeLessThan((5 * 4) / Math.sqrt(distances.length));
    expect(Math.min(...distances)).toBeGreaterThan(8);
  });

  test('numbers beyond 32 bits count', () => {
    expect(foldIn(root, 2 ** 32)).not.toEqual(foldIn(root, 0));
    expect(foldIn(root, Number.MAX_SAFE_INTEGER)).not.toEqual(foldIn(root, 2 ** 32 - 1));
  });

  test.each([-1, 1.5, NaN])('refuse %s', (data) => {
    expect(() => foldIn(root, data)).toThrow(InputError);
    expect(() => split(root, data)).toThrow(InputError);
  });
});
