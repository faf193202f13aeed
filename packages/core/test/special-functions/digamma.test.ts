import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma } from '../../src/special-functions/digamma.ts';

/** Euler's constant, OEIS A001620. */
const GAMMA = 0.5772156649015329;

const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const sizeOfTerms = (x: number): number => Math.max(1 / x, Math.log(x + 2));
/** A few roundings of numbers as large as the terms. */
const close = (actual: number, expected: number, scale: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThan(1e-14 * Math.max(1, scale));
};

describe('digamma', () => {
  it('is minus the harmonic numbers away from Euler at integers', () => {
    let harmonic = 0;
    for (let m = 1; m <= 200; m++) {
      close(digamma(m), harmonic - GAMMA, 1);
      harmonic += 1 / m;
    }
  });

  it('has its closed forms at 1/2 and 1/4', () => {
    close(digamma(0.5), -GAMMA - 2 * Math.log(2), 2);
    close(digamma(0.25), -GAMMA - Math.PI / 2 - 3 * Math.log(2), 5);
  });

  it('obeys psi(x + 1) = psi(x) + 1/x', () => {
    fc.assert(
      fc.property(positive, (x) => {
        close(digamma(x + 1), digamma(x) + 1 / x, sizeOfTerms(x));
      }),
      { seed: 4 },
    );
  });

  it('obeys the duplication formula 2 psi(2x) = psi(x) + psi(x + 1/2) + 2 log 2', () => {
    fc.assert(
      fc.property(positive, (x) => {
        close(2 * digamma(2 * x), digamma(x) + digamma(x + 0.5) + 2 * Math.log(2), 4 * sizeOfTerms(x));
      }),
      { seed: 4 },
    );
  });

  it('obeys the reflection formula psi(1 - x) - psi(x) = pi cot(pi x)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), (x) => {
        close(digamma(1 - x) - digamma(x), Math.PI / Math.tan(Math.PI * x), 40);
      }),
      { seed: 4 },
    );
  });

  it('is NaN where it has poles or is not asked for', () => {
    for (const x of [0, -1, -0.5, Number.NaN]) expect(digamma(x)).toBeNaN();
  });
});
