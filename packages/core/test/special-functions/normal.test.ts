import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erf, erfc, normalCdf, normalDensity, normalQuantile } from '../../src/index.ts';

const relative = (actual: number, expected: number): number =>
  actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Half the tail's Mills ratio, independently: 1 / (x + 1 / (x + 2 / (x + ...))), from x = 2 on with 400 terms. */
const tailByFraction = (x: number): number => {
  let rest = x;
  for (let k = 400; k > 0; k--) rest = x + k / rest;
  return normalDensity(x) / rest;
};

describe('normalCdf', () => {
  // Rounded from 40 digits of erfc(-x / sqrt 2) / 2 by mpmath.
  it.each([
    [-37.5, 4.605353009581955e-308],
    [-20, 2.7536241186062337e-89],
    [-8, 6.220960574271784e-16],
    [-3, 0.0013498980316300946],
    [-1, 0.15865525393145705],
    [-1e-3, 0.4996010577860889],
    [0, 0.5],
    [1, 0.8413447460685429],
    [3, 0.9986501019683699],
  ])('at %d', (x, value) => {
    expect(relative(normalCdf(x), value)).toBeLessThan(2e-15);
  });

  it('agrees with the continued fraction all along the tail', () => {
    fc.assert(
      fc.property(real(2, 37), (x) => {
        expect(relative(normalCdf(-x), tailByFraction(x))).toBeLessThan(1e-14);
      }),
      { seed: 5 },
    );
  });

  it('adds up to 1 with its mirror image, and never falls', () => {
    fc.assert(
      fc.property(real(-40, 40), (x) => {
        expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThan(2.3e-16);
        expect(normalCdf(x + 1e-6)).toBeGreaterThanOrEqual(normalCdf(x));
      }),
      { seed: 5 },
    );
  });

  it('is a half at 0, to the last bit', () => {
    expect([normalCdf(0), normalCdf(-0)]).toEqual([0.5, 0.5]);
  });

  it('has its limits', () => {
    expect([normalCdf(-Infinity), normalCdf(-50), normalCdf(50), normalCdf(Infinity)]).toEqual([0, 0, 1, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});

describe('normalDensity', () => {
  it('is the derivative of the distribution function', () => {
    for (const x of [-6, -2.3, -0.4, 0, 1.1, 3.7]) {
      const h = 1e-4;
      // The error of a central difference is h^2 phi''(x) / 6, at most 1.7e-9 phi(x) (x^2 - 1), and rounding.
      const slope = (normalCdf(x + h) - normalCdf(x - h)) / (2 * h);
      expect(Math.abs(slope - normalDensity(x))).toBeLessThan(2e-9 * normalDensity(x) * (1 + x * x) + 3e-12);
    }
  });

  it('falls by e^(-(2x+1)/2) from x to x + 1, far out too', () => {
    // 2x + 1 is exact: what is compared is the rounding of the squares, 3e-14 were it not made good.
    for (const x of [0.5, 10, 25.3, 36]) {
      const step = 2 ** -10;
      const ratio = normalDensity(x + step) / normalDensity(x);
      expect(relative(ratio, Math.exp(-step * (x + step / 2)))).toBeLessThan(2e-15);
    }
  });

  it('has its limits', () => {
    expect([normalDensity(-Infinity), normalDensity(41), normalDensity(Infinity)]).toEqual([0, 0, 0]);
    expect(normalDensity(Number.NaN)).toBeNaN();
  });
});

describe('normalQuantile', () => {
  it('inverts the distribution function in the lower tail and in the middle', () => {
    fc.assert(
      fc.property(real(-37, 0.6), (x) => {
        const p = normalCdf(x);
        // A rounding of p moves x by p / phi(x) of its relative error.
        const unavoidable = (1.5e-15 * p) / normalDensity(x);
        expect(Math.abs(normalQuantile(p) - x)).toBeLessThan(unavoidable + 1e-15 * Math.abs(x));
      }),
      { seed: 6 },
    );
  });

  it('is odd about 1/2, exactly, with full precision near it', () => {
    for (const share of [2 ** -50, 2 ** -30, 2 ** -10, 0.1875, 0.3125, 0.4375]) {
      expect(normalQuantile(0.5 + share)).toBe(-normalQuantile(0.5 - share));
    }
    // x = sqrt(2 pi) share up to relative pi share^2 / 3
    expect(relative(normalQuantile(0.5 + 2 ** -40), Math.sqrt(2 * Math.PI) * 2 ** -40)).toBeLessThan(1e-15);
    expect(normalQuantile(0.5)).toBe(0);
  });

  // Rounded from 40 digits by mpmath.
  it.each([
    [0.975, 1.9599639845400538],
    [0.25, -0.6744897501960817],
    [1e-300, -37.0470962993612],
  ])('at %d', (p, x) => {
    expect(relative(normalQuantile(p), x)).toBeLessThan(2e-14);
  });

  it('has its limits', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(normalQuantile(Number.MIN_VALUE)).toBeLessThan(-38);
    expect([normalQuantile(-1e-9), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([NaN, NaN, NaN]);
  });
});

describe('erf and erfc', () => {
  it('are those of the normal distribution function', () => {
    fc.assert(
      fc.property(real(-5, 26), (x) => {
        // The argument's rounding alone moves the value by x^2 2^-52.
        expect(relative(erfc(x), 2 * normalCdf(-Math.SQRT2 * x))).toBeLessThan(1e-14 + 3e-16 * x * x);
      }),
      { seed: 7 },
    );
  });

  it('add up to 1', () => {
    fc.assert(
      fc.property(real(-7, 7), (x) => {
        expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(4.5e-16);
      }),
      { seed: 7 },
    );
  });

  // Rounded from 40 digits by mpmath.
  it.each([
    ['erf 1e-10', erf(1e-10), 1.1283791670955126e-10],
    ['erf -0.3', erf(-0.3), -0.3286267594591274],
    ['erf 0.5', erf(0.5), 0.5204998778130465],
    ['erf 1', erf(1), 0.8427007929497149],
    ['erfc 2', erfc(2), 0.004677734981047266],
    ['erfc 10', erfc(10), 2.088487583762545e-45],
    ['erfc 26', erfc(26), 5.663192408856143e-296],
  ])('%s', (_, value, truth) => {
    expect(relative(value, truth)).toBeLessThan(2e-15);
  });

  it('have their limits', () => {
    expect([erf(-Infinity), erf(Infinity), erfc(-Infinity), erfc(Infinity)]).toEqual([-1, 1, 2, 0]);
    expect([erf(Number.NaN), erfc(Number.NaN)]).toEqual([NaN, NaN]);
    expect(erf(-0)).toBe(-0);
  });
});
