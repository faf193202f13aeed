import { describe, expect, test } from 'vitest';
import { createStream, keyFromSeed } from '../../src/index.ts';
import { Xoshiro128 } from '../../src/random/xoshiro128.ts';
import { AREA, beyondTail, edges, TAIL } from '../../src/random/ziggurat.ts';
import { kolmogorovDistance, normalCdf } from './normal-distribution.ts';

describe('the ziggurat', () => {
  test('closes: the 256th layer ends at the density of 0', () => {
    expect(Math.exp(-0.5 * edges[255] ** 2) + AREA / edges[255]).toBeCloseTo(1, 13);
    expect(edges[256]).toBe(0);
  });

  test('its base has the area of a layer: the rectangle up to TAIL and the tail beyond', () => {
    const tail = normalCdf(-TAIL) * Math.sqrt(2 * Math.PI);
    expect(TAIL * Math.exp(-0.5 * TAIL * TAIL) + tail).toBeCloseTo(AREA, 15);
    expect(edges[0] * Math.exp(-0.5 * TAIL * TAIL)).toBeCloseTo(AREA, 15);
  });

  test('its tail is that of the normal distribution, on the side asked for', () => {
    const generator = new Xoshiro128(1, 2, 3, 4);
    const draws = Float64Array.from({ length: 300_000 }, () => beyondTail(generator, 1));
    const share = (x: number): number => 1 - normalCdf(-x) / normalCdf(-TAIL);
    // P(sqrt(n) D > 2.2) = 1e-4
    expect(kolmogorovDistance(draws, share) * Math.sqrt(300_000)).toBeLessThan(2.2);
    expect(beyondTail(generator, -1)).toBeLessThan(-TAIL);
  });

  test('edges decrease', () => {
    for (let layer = 1; layer < edges.length; layer++) expect(edges[layer]).toBeLessThan(edges[layer - 1]);
  });
});

describe('4 000 000 normal numbers', () => {
  const count = 4_000_000;
  const draws = new Float64Array(count);
  createStream(keyFromSeed(1)).fillNormal(draws);
  const standardErrors = (observed: number, expected: number, variance: number): number =>
    Math.abs(observed - expected) / Math.sqrt(variance / count);

  // Var X^k = E X^(2k) - (E X^k)^2 with E X^(2j) = (2j - 1)!!; 4.5 standard errors.
  test.each([
    [1, 0, 1],
    [2, 1, 3],
    [3, 0, 15],
    [4, 3, 105],
    [5, 0, 945],
    [6, 15, 10395],
  ])('moment %i is %i', (power, moment, second) => {
    let total = 0;
    for (const x of draws) total += x ** power;
    expect(standardErrors(total / count, moment, second - moment * moment)).toBeLessThan(4.5);
  });

  test.each([1, 2, 3, TAIL, 4, 4.5])('the share beyond %d, on either side, is that of the tail', (threshold) => {
    const tail = normalCdf(-threshold);
    const above = draws.filter((x) => x > threshold).length / count;
    const below = draws.filter((x) => x < -threshold).length / count;
    // Counts are binomial.
    expect(standardErrors(above, tail, tail * (1 - tail))).toBeLessThan(4.5);
    expect(standardErrors(below, tail, tail * (1 - tail))).toBeLessThan(4.5);
  });

  test('their distribution is the normal one', () => {
    // P(sqrt(n) D > 2.2) = 2 exp(-2 2.2^2) = 1e-4
    expect(kolmogorovDistance(draws.subarray(0, 1_000_000), normalCdf) * Math.sqrt(1_000_000)).toBeLessThan(2.2);
  });

  test('2000 cells of equal probability are equally full', () => {
    const cells = new Int32Array(2000);
    for (const x of draws) cells[Math.min(1999, Math.floor(normalCdf(x) * 2000))]++;
    let chiSquare = 0;
    for (const observed of cells) chiSquare += (observed - count / 2000) ** 2 / (count / 2000);
    // Mean 1999, standard deviation sqrt(2 * 1999) = 63.2; 4.5 of them.
    expect(Math.abs(chiSquare - 1999)).toBeLessThan(4.5 * Math.sqrt(2 * 1999));
  });

  test('neighbours are uncorrelated, and so are their squares', () => {
    let products = 0;
    let squares = 0;
    for (let index = 1; index < count; index++) {
      products += draws[index] * draws[index - 1];
      squares += (draws[index] ** 2 - 1) * (draws[index - 1] ** 2 - 1);
    }
    // Var(X Y) = 1, Var((X^2 - 1)(Y^2 - 1)) = 4
    expect(standardErrors(products / count, 0, 1)).toBeLessThan(4.5);
    expect(standardErrors(squares / count, 0, 4)).toBeLessThan(4.5);
  });
});
