import { log } from '@minebench/core';
import type { PlaneData } from './data/plane-data.ts';

/** How well a sample of a generator covers the data. */
export interface Coverage {
  /** Modes with at least `LEAST_SHARE` of the sample within three standard deviations. */
  readonly modes: number;
  /** Share of the sample within three standard deviations of its nearest mode. */
  readonly highQuality: number;
  /** KL(generated || data) in nats over the nearest modes of the points that are finite: from 0 to the log of the number of modes. */
  readonly reverseKl: number;
}

/** 20 of 2500 samples: a fifth of what each of 25 modes has. */
export const LEAST_SHARE = 20 / 2500;
/** In standard deviations of a mode; 98.9% of a normal distribution in the plane is that near to its mean. */
export const HIGH_QUALITY = 3;

/** @param points - `[count, 2]`; one that is not finite is near to no mode */
export function coverageOf({ modes, spread, nearest }: PlaneData, points: ArrayLike<number>): Coverage {
  const count = points.length / 2;
  const [near, all] = [new Float64Array(modes), new Float64Array(modes)];
  for (let row = 0; row < count; row++) {
    const [x, y] = [points[2 * row], points[2 * row + 1]];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const { mode, distance } = nearest(x, y);
    all[mode]++;
    if (distance <= HIGH_QUALITY * spread) near[mode]++;
  }
  const finite = all.reduce((sum, found) => sum + found, 0);
  return {
    modes: near.filter((found) => found >= LEAST_SHARE * count).length,
    highQuality: near.reduce((sum, found) => sum + found, 0) / count,
    reverseKl: all.reduce((sum, found) => sum + (found > 0 ? (found / finite) * log((modes * found) / finite) : 0), 0),
  };
}
