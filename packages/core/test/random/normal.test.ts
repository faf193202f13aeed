import { describe, expect, test } from 'vitest';
import { Xoshiro128 } from '../../src/random/xoshiro128.ts';
import { AREA, beyondTail, edges, TAIL } from '../../src/random/ziggurat.ts';
import { kolmogorovDistance, normalCdf } from './normal-distribution.ts';
import { describeNormalSample } from './normal-sample.ts';

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

describeNormalSample(1_000_000, 1);
