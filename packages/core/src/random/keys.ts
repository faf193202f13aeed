import type { Key } from '../contracts/key.ts';
import { InputError } from '../errors.ts';
import { threefry2x32 } from './threefry.ts';

/** What a block of a key is for. Each purpose has its own counters, so that no key derived one way equals one derived another way. */
export const purpose = { split: 0, number: 1, text: 2, textEnd: 3, stream: 4 } as const;

/** The block of `key` for one purpose; `value` is any non-negative safe integer (53 bits). */
export function deriveBlock(key: Key, use: number, value: number): Key {
  return threefry2x32(key, value % 0x1_0000_0000, (use << 24) | Math.floor(value / 0x1_0000_0000));
}

const requireNatural = (argument: string, value: number): void => {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InputError({
      argument,
      value,
      problem: 'is no non-negative safe integer',
      remedy: `give an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
    });
};

/**
 * The key of a seed. All 53 bits count: different seeds have different keys.
 * @throws InputError where `seed` is negative, fractional or beyond 2^53 - 1
 */
export function keyFromSeed(seed: number): Key {
  requireNatural('seed', seed);
  return { hi: Math.floor(seed / 0x1_0000_0000), lo: seed % 0x1_0000_0000 };
}

/**
 * `count` new keys with independent streams. The first keys of a longer split are those of a shorter one.
 * @throws InputError where `count` is no non-negative safe integer
 */
export function split(key: Key, count = 2): Key[] {
  requireNatural('count', count);
  return Array.from({ length: count }, (_, index) => deriveBlock(key, purpose.split, index));
}

/**
 * A new key for a purpose named by a number (a step, a replicate) or by a label (`data`, `init`). Different data give independent streams.
 * @throws InputError where `data` is a number but no non-negative safe integer
 */
export function foldIn(key: Key, data: number | string): Key {
  if (typeof data === 'number') {
    requireNatural('data', data);
    return deriveBlock(key, purpose.number, data);
  }
  let state = key;
  for (let index = 0; index < data.length; index++) state = deriveBlock(state, purpose.text, data.charCodeAt(index));
  return deriveBlock(state, purpose.textEnd, data.length);
}
