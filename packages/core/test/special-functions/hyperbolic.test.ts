import { describe, expect, it } from 'vitest';
import { asinh, createStream, keyFromSeed, sinh } from '../../src/index.ts';

const stream = createStream(keyFromSeed(21));
const anySize = (largest: number): number[] =>
  Array.from({ length: 5000 }, () => (stream.uniform() - 0.5) * 2 ** (largest - (largest + 60) * stream.uniform()));
const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('asinh and sinh', () => {
  // V8's own are below two units; ours are held to four.
  it.each([
    ['asinh', asinh, Math.asinh, 1020],
    ['sinh', sinh, Math.sinh, 10],
  ] as const)('%s is that of Math', (_, ours, theirs, largest) => {
    for (const x of anySize(largest)) {
      if (Number.isFinite(theirs(x))) expect(relative(ours(x), theirs(x))).toBeLessThan(6 * Number.EPSILON);
    }
  });

  it('invert each other', () => {
    for (const x of anySize(8)) expect(relative(asinh(sinh(x)), x)).toBeLessThan(8 * Number.EPSILON);
  });

  it('are odd, bit for bit, and keep the sign of zero', () => {
    for (const f of [asinh, sinh]) {
      for (const x of [1e-300, 0.3, 1, 17.5, 709.5]) expect(f(-x)).toBe(-f(x));
      expect([f(0), f(-0), f(Infinity), f(-Infinity), f(Number.NaN)]).toEqual([0, -0, Infinity, -Infinity, NaN]);
    }
  });

  it('do not overflow before their values do', () => {
    expect(asinh(Number.MAX_VALUE)).toBeCloseTo(Math.log(Number.MAX_VALUE) + Math.LN2, 12);
    expect(sinh(710.4)).toBeLessThan(Infinity);
    expect(sinh(711)).toBe(Infinity);
  });
});
