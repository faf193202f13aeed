import { InputError, keyFromSeed } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { certify, createTask, type EquitabilityOptions, equitability } from '../../src/index.ts';

const key = keyFromSeed(41);
const curves = { x: (x: number) => x, '2x': (x: number) => 2 * x, sin: Math.sin, cube: (x: number) => x ** 3 };
const names = Object.keys(curves) as (keyof typeof curves)[];
const nats = (f: EquitabilityOptions['f'], sigma: number): number => equitability({ f, sigma }).mi.nats;

/** (1/2) int_-1^1 g(x) dx by Simpson's rule on a fine grid: no code in common with the task. */
function average(g: (x: number) => number, intervals = 20_000): number {
  let total = g(-1) + g(1);
  for (let k = 1; k < intervals; k++) total += (k % 2 === 1 ? 4 : 2) * g(-1 + (2 * k) / intervals);
  return total / (3 * intervals);
}

describe('mutual information', () => {
  // Derived and checked with other code for sigma = .1, .3, .5, .9, to the third digit.
  test.each([
    ['x', [1.667, 0.749, 0.419, 0.172]],
    ['2x', [2.315, 1.307, 0.886, 0.479]],
    ['sin', [1.536, 0.67, 0.365, 0.145]],
    ['cube', [1.25, 0.47, 0.226, 0.081]],
  ] as const)('%s', (f, expected) => {
    [0.1, 0.3, 0.5, 0.9].forEach((sigma, k) => {
      expect(Math.abs(nats(f, sigma) - expected[k])).toBeLessThan(0.001);
    });
  });

  test.each(names)('%s: to 1e-6, by sums on a plain grid', (f) => {
    const sigma = 0.3;
    const reach = curves[f](1) + 9 * sigma;
    const rows = 600;
    let entropy = 0;
    // The trapezoidal rule: p and all its derivatives vanish at the ends.
    for (let k = -rows; k <= rows; k++) {
      const y = (k * reach) / rows;
      const p =
        average((x) => Math.exp(-0.5 * ((y - curves[f](x)) / sigma) ** 2), 400) / sigma / Math.sqrt(2 * Math.PI);
      entropy -= (p * Math.log(p) * reach) / rows;
    }
    const noise = Math.log(sigma) + 0.5 * Math.log(2 * Math.PI * Math.E);
    expect(Math.abs(nats(f, sigma) - (entropy - noise))).toBeLessThan(1e-6);
  });

  test('I(2x, sigma) = I(x, sigma/2)', () => {
    for (const sigma of [0.02, 0.2, 1, 5])
      expect(Math.abs(nats('2x', sigma) - nats('x', sigma / 2))).toBeLessThan(1e-7);
  });

  test("of little noise is h(f(X)) - log(sigma sqrt(2 pi e)), h(f(X)) = log 2 + E log f'(X)", () => {
    const sigma = 0.002;
    const noise = Math.log(sigma) + 0.5 * Math.log(2 * Math.PI * Math.E);
    // An end where the density of f(X) jumps from p to 0 adds p sigma int -Phi log Phi = .90 p sigma to h(Y).
    expect(Math.abs(nats('x', sigma) - (Math.log(2) - noise))).toBeLessThan(sigma);
    const ofSine = Math.log(2) + average((x) => Math.log(Math.cos(x)));
    expect(Math.abs(nats('sin', sigma) - (ofSine - noise))).toBeLessThan(2 * sigma);
  });

  test("of much noise is Var f / (2 sigma^2), a channel's information at low power", () => {
    const variances = { x: 1 / 3, '2x': 4 / 3, sin: 0.5 - Math.sin(2) / 4, cube: 1 / 7 };
    for (const f of names) {
      // Bounds: that of Gaussian input, log(1 + share) / 2, from above; the next order is share^2 / 4.
      const share = variances[f] / 400;
      expect(nats(f, 20)).toBeLessThan(Math.log1p(share) / 2 + 1e-7);
      expect(nats(f, 20)).toBeGreaterThan(share / 2 - share ** 2 / 4 - 1e-7);
    }
  });

  test('of d components is d times that of one', () => {
    expect(equitability({ f: 'cube', sigma: 0.3, dimension: 7 }).mi.nats).toBeCloseTo(7 * nats('cube', 0.3), 12);
  });
});

describe('the log density ratio', () => {
  test.each(names)('%s: that of the densities, by another quadrature', (f) => {
    for (const sigma of [0.05, 0.4, 3]) {
      const task = equitability({ f, sigma });
      const density = (z: number): number => Math.exp(-0.5 * z * z);
      const top = curves[f](1);
      // within and beyond the range that is tabulated, 10 deviations past f(1)
      for (const y of [
        -top - 11 * sigma,
        -top - sigma,
        -0.3 * top,
        0,
        0.01,
        0.9 * top,
        top + 3 * sigma,
        top + 12 * sigma,
      ]) {
        const x = 0.37;
        const [ratio] = task.logDensityRatio!({
          count: 1,
          dimX: 1,
          dimY: 1,
          x: Float64Array.of(x),
          y: Float64Array.of(y),
        });
        const marginal = average((value) => density((y - curves[f](value)) / sigma), 100_000);
        const noise = (y - curves[f](x)) / sigma;
        // Simpson's own error: (grid x 3 x 12 / sigma)^4 / 180 = 2e-10 at worst
        expect(Math.abs(ratio - (-0.5 * noise * noise - Math.log(marginal)))).toBeLessThan(2e-9);
      }
    }
  });
});

describe('evidence', () => {
  test.each(names)('%s: P(Y <= y) by another quadrature', (f) => {
    const sigma = 0.3;
    const cdf = equitability({ f, sigma }).evidence!.marginals!.y[0]!;
    const normalAt = (z: number): number => {
      // Phi by Simpson's rule from 0
      const n = 400;
      let total = 1 + Math.exp(-0.5 * z * z);
      for (let k = 1; k < n; k++) total += (k % 2 === 1 ? 4 : 2) * Math.exp(-0.5 * ((z * k) / n) ** 2);
      return 0.5 + (z * total) / (3 * n) / Math.sqrt(2 * Math.PI);
    };
    for (const y of [-1.5, -0.4, 0, 0.2, 1, 1.8])
      expect(Math.abs(cdf(y) - average((x) => normalAt((y - curves[f](x)) / sigma), 400))).toBeLessThan(1e-6);
    expect([cdf(-100), cdf(100)]).toEqual([0, 1]);
  });

  test.each(names)('%s: the sampler is certified', (f) => {
    expect(certify(equitability({ f, sigma: 0.3, dimension: 2 }), { standardError: 0.02 }).verdict).toBe('certified');
  });

  test('a sampler with the noise of another sigma is refuted', () => {
    const right = equitability({ f: 'sin', sigma: 0.3 });
    const wrong = { ...right, sample: equitability({ f: 'sin', sigma: 0.35 }).sample };
    expect(certify(wrong, { standardError: 0.02 }).verdict).toBe('refuted');
  });
});

test('a longer sample begins with a shorter one of the same key', () => {
  const task = equitability({ f: 'sin', sigma: 0.3, dimension: 3 });
  expect(task.sample(5, key).y).toEqual(task.sample(50, key).y.slice(0, 15));
});

test.each([
  [{ sigma: 0 }, 'task.sigma: expected a number from 0.001 to 1000, got 0'],
  [{ sigma: -1 }, 'task.sigma: expected'],
  [{ sigma: Number.NaN }, 'task.sigma: expected'],
  [{ f: 'cos' }, 'task.f: expected one of x, 2x, sin, cube, got "cos"'],
  [{ dimension: 0 }, 'task.dimension: expected'],
])('%j: %s', (options, message) => {
  expect(() => createTask({ id: 'equitability', ...options })).toThrow(InputError);
  expect(() => createTask({ id: 'equitability', ...options })).toThrow(message);
});
