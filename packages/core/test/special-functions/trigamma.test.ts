import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseTrigamma, trigamma } from '../../src/special-functions/trigamma.ts';

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('trigamma', () => {
  it('is pi^2/6 less the first inverse squares at integers, and pi^2/2 at a half', () => {
    let squares = 0;
    for (let m = 1; m <= 20; m++) {
      // The difference cancels up to a factor of 40 at m = 20.
      expect(relative(trigamma(m), Math.PI ** 2 / 6 - squares)).toBeLessThan(1e-13);
      squares += 1 / (m * m);
    }
    expect(relative(trigamma(0.5), Math.PI ** 2 / 2)).toBeLessThan(1e-14);
  });

  it("obeys the duplication formula 4 psi'(2x) = psi'(x) + psi'(x + 1/2)", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) => {
        expect(relative(4 * trigamma(2 * x), trigamma(x) + trigamma(x + 0.5))).toBeLessThan(1e-13);
      }),
      { seed: 4 },
    );
  });

  it('is undone by its inverse, from 1e-8 to 1e12', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 12, noNaN: true }), (exponent) => {
        const y = 10 ** exponent;
        expect(relative(trigamma(inverseTrigamma(y)), y)).toBeLessThan(2e-6);
        if (y > 1e-5 && y < 1e6) expect(relative(trigamma(inverseTrigamma(y)), y)).toBeLessThan(1e-11);
      }),
      { seed: 4 },
    );
  });

  it('is NaN where it is not defined', () => {
    expect([trigamma(0), trigamma(-1), inverseTrigamma(0), inverseTrigamma(-1)]).toEqual([NaN, NaN, NaN, NaN]);
  });
});
