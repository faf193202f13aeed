import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erfc, logGamma, regularizedGamma, regularizedIncompleteBeta } from '../../src/index.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const close = (actual: number, expected: number, tolerance: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThan(tolerance);
};

describe('logGamma', () => {
  it('is the logarithm of the factorials at integers', () => {
    let factorial = 1n;
    for (let n = 1; n <= 150; n++) {
      close(logGamma(n), Math.log(Number(factorial)), 1e-14 * Math.max(1, n * Math.log(n)));
      factorial *= BigInt(n);
    }
  });

  it('is log sqrt(pi) at 1/2', () => {
    close(logGamma(0.5), Math.log(Math.PI) / 2, 1e-14);
  });

  it('obeys log Gamma(x + 1) = log Gamma(x) + log x and the duplication formula', () => {
    fc.assert(
      fc.property(real(1e-3, 1e6), (x) => {
        const size = Math.max(1, Math.abs(Math.log(x)), x * Math.log(x + 1));
        close(logGamma(x + 1), logGamma(x) + Math.log(x), 1e-14 * size);
        const halves = logGamma(x) + logGamma(x + 0.5) + (2 * x - 1) * Math.LN2 - Math.log(Math.PI) / 2;
        close(logGamma(2 * x), halves, 3e-14 * size);
      }),
      { seed: 8 },
    );
  });

  it('is NaN where it is not asked for, infinite at infinity', () => {
    expect([logGamma(0), logGamma(-1.5), logGamma(Number.NaN)]).toEqual([NaN, NaN, NaN]);
    expect(logGamma(Infinity)).toBe(Infinity);
  });
});

describe('regularizedGamma', () => {
  it('is 1 - e^-x (1 + x + ... + x^(k-1) / (k-1)!) at whole shapes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), real(1e-6, 150), (shape, x) => {
        let term = Math.exp(-x);
        let rest = 0;
        for (let k = 0; k < shape; k++) {
          rest += term;
          term *= x / (k + 1);
        }
        close(regularizedGamma(shape, x), 1 - rest, 3e-13);
      }),
      { seed: 9 },
    );
  });

  it('is erf(sqrt x) at 1/2', () => {
    for (const x of [1e-8, 0.3, 1.4, 1.6, 5, 30]) close(regularizedGamma(0.5, x), 1 - erfc(Math.sqrt(x)), 1e-14);
  });

  it('obeys P(a + 1, x) = P(a, x) - x^a e^-x / Gamma(a + 1)', () => {
    fc.assert(
      fc.property(real(0.05, 500), real(-3, 3), (shape, deviations) => {
        const x = Math.max(1e-3, shape + deviations * Math.sqrt(shape));
        const step = Math.exp(shape * Math.log(x) - x - logGamma(shape + 1));
        close(regularizedGamma(shape + 1, x), regularizedGamma(shape, x) - step, 1e-12);
      }),
      { seed: 9 },
    );
  });

  it('converges near the mean of a large shape, where it is about 1/2', () => {
    // P(a, a) = 1/2 + 1 / (3 sqrt(2 pi a)) + O(a^(-3/2))
    close(regularizedGamma(1e6, 1e6), 0.5 + 1 / (3 * Math.sqrt(2e6 * Math.PI)), 1e-9);
  });

  it('has its limits', () => {
    expect([regularizedGamma(2, 0), regularizedGamma(2, Infinity), regularizedGamma(2, 1e6)]).toEqual([0, 1, 1]);
    for (const [a, x] of [
      [0, 1],
      [-1, 1],
      [1, -1],
      [Number.NaN, 1],
      [1, Number.NaN],
    ]) {
      expect(regularizedGamma(a, x)).toBeNaN();
    }
  });
});

describe('regularizedIncompleteBeta', () => {
  it('is a binomial tail at whole parameters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), real(0.001, 0.999), (a, b, x) => {
        const n = a + b - 1;
        let tail = 0;
        let choose = 1;
        for (let j = 0; j <= n; j++) {
          if (j >= a) tail += choose * x ** j * (1 - x) ** (n - j);
          choose = (choose * (n - j)) / (j + 1);
        }
        close(regularizedIncompleteBeta(a, b, x), tail, 1e-12);
      }),
      { seed: 10 },
    );
  });

  it('is the arcsine law at a = b = 1/2', () => {
    for (const x of [1e-10, 0.1, 0.5, 0.77, 1 - 1e-9]) {
      close(regularizedIncompleteBeta(0.5, 0.5, x), (2 / Math.PI) * Math.atan2(Math.sqrt(x), Math.sqrt(1 - x)), 2e-14);
    }
  });

  it('adds up to 1 with its mirror image, and obeys the recurrence in a', () => {
    fc.assert(
      fc.property(real(0.05, 300), real(0.05, 300), real(0.01, 0.99), (a, b, x) => {
        close(regularizedIncompleteBeta(a, b, x) + regularizedIncompleteBeta(b, a, 1 - x), 1, 5e-12);
        // I_x(a + 1, b) = I_x(a, b) - x^a (1 - x)^b / (a B(a, b))
        const logStep = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a + 1) - logGamma(b);
        close(regularizedIncompleteBeta(a + 1, b, x), regularizedIncompleteBeta(a, b, x) - Math.exp(logStep), 5e-12);
      }),
      { seed: 10 },
    );
  });

  it('has its limits', () => {
    expect([regularizedIncompleteBeta(2, 3, 0), regularizedIncompleteBeta(2, 3, 1)]).toEqual([0, 1]);
    for (const [a, b, x] of [
      [0, 1, 0.5],
      [1, -1, 0.5],
      [1, 1, 1.1],
      [1, 1, -0.1],
      [1, 1, Number.NaN],
    ]) {
      expect(regularizedIncompleteBeta(a, b, x)).toBeNaN();
    }
  });
});
