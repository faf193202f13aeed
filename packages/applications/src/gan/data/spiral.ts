import { cos, entry, sin } from '@minebench/core';
import { z } from 'zod';
import type { Place, PlaneData } from './plane-data.ts';

export interface SpiralOptions {
  /** Pieces of the curve with equal probability, which count as modes. */
  readonly pieces: number;
  /** Standard deviation of the noise about the curve, in each direction. */
  readonly spread: number;
}

/** The angle runs over one turn and a half, from 3 pi / 2 to 9 pi / 2, as in the Swiss roll; the radius is a quarter of it. */
const [FIRST, LAST, SCALE] = [1.5 * Math.PI, 4.5 * Math.PI, 0.25];

/** Points that stand for the curve where the nearest of it is looked for: they are .006 apart. */
const POINTS = 4000;

const pointAt = (share: number): [number, number] => {
  const angle = FIRST + (LAST - FIRST) * share;
  return [SCALE * angle * cos(angle), SCALE * angle * sin(angle)];
};

/**
 * A spiral with normal noise: (t cos t, t sin t) / 4 with t uniform on (3 pi / 2, 9 pi / 2). It has no modes; equal pieces of t, each of equal probability, are counted
 * in their place.
 */
export function createSpiral({ pieces, spread }: SpiralOptions): PlaneData {
  const curve = Float64Array.from({ length: 2 * POINTS }, (_, k) => pointAt((Math.floor(k / 2) + 0.5) / POINTS)[k % 2]);
  return {
    id: 'spiral',
    modes: pieces,
    centers: Array.from({ length: pieces }, (_, piece) => pointAt((piece + 0.5) / pieces)).flat(),
    spread,
    draw(count, stream) {
      const points = new Float32Array(2 * count);
      for (let row = 0; row < count; row++) {
        const [x, y] = pointAt(stream.uniform());
        points[2 * row] = x + spread * stream.normal();
        points[2 * row + 1] = y + spread * stream.normal();
      }
      return points;
    },
    nearest(x, y): Place {
      let [place, least] = [0, Number.POSITIVE_INFINITY];
      for (let k = 0; k < POINTS; k++) {
        const distance = (curve[2 * k] - x) ** 2 + (curve[2 * k + 1] - y) ** 2;
        if (distance < least) [place, least] = [k, distance];
      }
      return { mode: Math.floor((place * pieces) / POINTS), distance: Math.sqrt(least) };
    },
  };
}

export const spiral = entry({
  id: 'spiral',
  summary: 'a spiral of one turn and a half, in equal pieces',
  options: z.strictObject({
    pieces: z.int('give an integer from 2 to 1000').min(2).max(1000, 'give an integer from 2 to 1000').default(25),
    spread: z.number('give a positive number').positive('give a positive number').default(0.05),
  }),
  create: createSpiral,
});
