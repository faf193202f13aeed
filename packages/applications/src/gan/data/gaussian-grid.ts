import { entry } from '@minebench/core';
import { z } from 'zod';
import type { PlaneData } from './plane-data.ts';

export interface GaussianGridOptions {
  /** Modes along each axis. */
  readonly side: number;
  /** Distance between neighbours. */
  readonly spacing: number;
  /** Standard deviation of each mode. */
  readonly spread: number;
}

/**
 * Equal mixture of isotropic normal distributions whose means form a square grid about the origin. Five a side, two apart, with a standard deviation of .05 is the
 * "2D grid" of VEEGAN (Srivastava et al. 2017, section 4.1) and PacGAN (Lin et al. 2018, section 4.1).
 */
export function createGaussianGrid({ side, spacing, spread }: GaussianGridOptions): PlaneData {
  const center = (index: number): number => (index - (side - 1) / 2) * spacing;
  const indexOf = (value: number): number =>
    Math.min(side - 1, Math.max(0, Math.round(value / spacing + (side - 1) / 2)));
  return {
    id: 'gaussians',
    modes: side * side,
    centers: Array.from({ length: side * side }, (_, mode) => [
      center(mode % side),
      center(Math.floor(mode / side)),
    ]).flat(),
    spread,
    draw(count, stream) {
      const points = new Float32Array(2 * count);
      for (let row = 0; row < count; row++) {
        const mode = stream.integer(side * side);
        points[2 * row] = center(mode % side) + spread * stream.normal();
        points[2 * row + 1] = center(Math.floor(mode / side)) + spread * stream.normal();
      }
      return points;
    },
    nearest(x, y) {
      const [column, row] = [indexOf(x), indexOf(y)];
      return { mode: row * side + column, distance: Math.hypot(x - center(column), y - center(row)) };
    },
  };
}

const positive = z.number('give a positive number').positive('give a positive number');

export const gaussians = entry({
  id: 'gaussians',
  summary: 'a square grid of normal distributions',
  options: z.strictObject({
    side: z.int('give an integer of at least 2').min(2, 'give an integer of at least 2').default(5),
    spacing: positive.default(2),
    spread: positive.default(0.05),
  }),
  create: createGaussianGrid,
});
