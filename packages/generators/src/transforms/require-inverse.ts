import { foldIn, InputError, keyFromSeed, type Pairs, type Task } from '@minebench/core';
import type { Transform } from './transform.ts';

const PROBES = 300;
/** Relative, absolute below 1: what rounding in the maps may cost where they flatten; a wrong inverse is off by far more. */
const TOLERANCE = 1e-6;

/** Refuses a transform whose inverse does not give the points of a probe back: it is not injective, and the information may be less. */
export function requireInverse(
  task: Task,
  { id, x, y }: Transform,
  apply: (pairs: Pairs) => Pairs,
  invert: (pairs: Pairs) => Pairs,
): void {
  if ((x && !x.invert) || (y && !y.invert)) {
    throw new InputError({
      argument: 'transform',
      value: id,
      problem: 'has no inverse, so that the information of the image may be less',
      remedy: 'give invert beside apply',
    });
  }
  const pairs = task.sample(PROBES, foldIn(keyFromSeed(0), 'probe'));
  const images = apply(pairs);
  const back = invert(images);
  requireEqual(id, 'x', pairs.x, back.x);
  requireEqual(id, 'y', pairs.y, back.y);
}

function requireEqual(id: string, side: 'x' | 'y', points: Float64Array, back: Float64Array): void {
  for (let k = 0; k < points.length; k++) {
    // NaN must not pass.
    if (Math.abs(back[k] - points[k]) <= TOLERANCE * Math.max(1, Math.abs(points[k]))) continue;
    throw new InputError({
      argument: 'transform',
      value: id,
      problem: `is not undone by its inverse: ${side} = ${points[k]} comes back as ${back[k]}`,
      remedy: 'give an injective map with its inverse',
    });
  }
}
