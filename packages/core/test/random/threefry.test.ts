import { describe, expect, test } from 'vitest';
import { threefry2x32 } from '../../src/random/threefry.ts';

describe('threefry2x32', () => {
  // Known-answer vectors of the Random123 reference (kat_vectors, threefry2x32 with 20 rounds).
  test.each([
    { counter: [0, 0], key: [0, 0], block: [0x6b200159, 0x99ba4efe] },
    {
      counter: [0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      block: [0x1cb996fc, 0xbb002be7],
    },
    { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], block: [0xc4923a9c, 0x483df7a0] },
  ])('gives the published block for counter $counter', ({ counter, key, block }) => {
    expect(threefry2x32({ hi: key[0], lo: key[1] }, counter[0], counter[1])).toEqual({ hi: block[0], lo: block[1] });
  });
});
