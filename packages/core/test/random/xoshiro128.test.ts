import { expect, test } from 'vitest';
import { Xoshiro128 } from '../../src/random/xoshiro128.ts';

test('state 1, 2, 3, 4 gives the words of the reference implementation (xoshiro128plusplus.c)', () => {
  const generator = new Xoshiro128(1, 2, 3, 4);
  const words = Array.from({ length: 10 }, () => generator.nextUint32());
  expect(words).toEqual([
    641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
  ]);
});
