import { describe, expect, test } from 'vitest';
import { createStream, InputError, keyFromSeed, nextGamma, regularizedGamma } from '../../src/index.ts';
import { kolmogorovDistance } from './normal-distribution.ts';

const count = 100_000;

describe.each([0.2, 0.5, 1, 1.5, 7, 1000])('gamma numbers of shape %d', (shape) => {
  const stream = createStream(keyFromSeed(40));
  const draws = Float64Array.from({ length: count }, () => nextGamma(stream, shape));

  test('have mean and variance equal to the shape', () => {
    let total = 0;
    let squares = 0;
    for (const x of draws) {
      total += x;
      squares += (x - shape) * (x - shape);
    }
    // Var X = a, Var (X - a)^2 = mu_4 - a^2 = 2 a^2 + 6 a; 4.5 standard errors.
    expect(Math.abs(total / count - shape)).toBeLessThan(4.5 * Math.sqrt(shape / count));
    expect(Math.abs(squares / count - shape)).toBeLessThan(4.5 * Math.sqrt((2 * shape * shape + 6 * shape) / count));
  });

  test('follow the gamma distribution', () => {
    // P(sqrt(n) D > 2.2) = 2 exp(-2 2.2^2) = 1e-4
    expect(kolmogorovDistance(draws, (x) => regularizedGamma(shape, x)) * Math.sqrt(count)).toBeLessThan(2.2);
  });
});

test.each([0, -1, Number.NaN, Infinity])('shape %d is refused', (shape) => {
  expect(() => nextGamma(createStream(keyFromSeed(1)), shape)).toThrow(InputError);
});
