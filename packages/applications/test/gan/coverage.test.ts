import { createStream, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { coverageOf, planeData } from '../../src/index.ts';

const grid = planeData.create('gaussians');
const spiral = planeData.create('spiral');
const COUNT = 2500;

/** The centre of a mode of the grid of five by five, two apart. */
const center = (mode: number): [number, number] => [2 * (mode % 5) - 4, 2 * Math.floor(mode / 5) - 4];
/** A sample with so many points in each mode, `off` to the right of its centre, and the rest far from all. */
function planted(counts: readonly number[], off = 0): number[] {
  const points = counts.flatMap((count, mode) =>
    Array.from({ length: count }, () => [center(mode)[0] + off, center(mode)[1]]).flat(),
  );
  while (points.length < 2 * COUNT) points.push(1, 1);
  return points;
}

describe('coverage of a planted sample', () => {
  it('a mode counts from 20 of 2500 samples on', () => {
    const counts = Array.from({ length: 25 }, (_, mode) => (mode < 22 ? 20 : mode === 22 ? 19 : 0));
    expect(coverageOf(grid, planted(counts))).toMatchObject({ modes: 22, highQuality: (22 * 20 + 19) / COUNT });
  });

  it('a point counts up to three standard deviations from its mode', () => {
    const counts = Array.from({ length: 25 }, () => 100);
    expect(coverageOf(grid, planted(counts, 0.149))).toMatchObject({ modes: 25, highQuality: 1 });
    expect(coverageOf(grid, planted(counts, 0.151))).toMatchObject({ modes: 0, highQuality: 0 });
  });

  it('reverse KL is zero for equal modes, log 25 for one, log 25/5 for five', () => {
    const equal = Array.from({ length: 25 }, () => 100);
    expect(coverageOf(grid, planted(equal)).reverseKl).toBeCloseTo(0, 12);
    expect(coverageOf(grid, planted([2500])).reverseKl).toBeCloseTo(Math.log(25), 12);
    expect(coverageOf(grid, planted([500, 500, 500, 500, 500])).reverseKl).toBeCloseTo(Math.log(5), 12);
  });

  it('points that are not finite are near to no mode', () => {
    const points = planted(Array.from({ length: 25 }, () => 100));
    points.fill(Number.NaN, 0, 200);
    expect(coverageOf(grid, points)).toMatchObject({ modes: 24, highQuality: 0.96 });
  });
});

describe.each([
  // A distance in the plane has the law of Rayleigh, one from a curve that of |N(0, 1)|.
  ['gaussians', grid, 1 - Math.exp(-4.5)],
  ['spiral', spiral, 0.9973],
])('draws of %s', (_, data, within) => {
  const points = data.draw(COUNT, createStream(keyFromSeed(3)));

  it('cover its own modes, with the share within three standard deviations that its noise has', () => {
    const found = coverageOf(data, points);
    expect(found.modes).toBe(25);
    // Four standard errors of a share near 1.
    expect(Math.abs(found.highQuality - within)).toBeLessThan(4 * Math.sqrt((within * (1 - within)) / COUNT));
    // 2 n KL of an empirical law from its own is chi-squared with 24 degrees of freedom: 24 +- 6.9, and 52 at four standard deviations.
    expect(found.reverseKl).toBeLessThan(52 / (2 * COUNT));
  });

  it('has its centers in its modes, in order', () => {
    const places = Array.from({ length: data.modes }, (_, k) =>
      data.nearest(data.centers[2 * k], data.centers[2 * k + 1]),
    );
    expect(places.map(({ mode }) => mode)).toEqual(Array.from({ length: data.modes }, (_, k) => k));
    for (const { distance } of places) expect(distance).toBeLessThan(0.01);
  });
});
