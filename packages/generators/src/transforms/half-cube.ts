import { entry, exp, log, noOptions, type Task } from '@minebench/core';
import { coordinatewise } from './coordinatewise.ts';
import type { Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

/** sign(v) |v|^(2/3): logarithm and exponential, and a Newton step for the digits that they lose. */
function twoThirdsPower(value: number): number {
  const size = Math.abs(value);
  if (!(size > 0 && size < Infinity)) return value;
  const guess = exp((2 / 3) * log(size));
  const root = guess - (guess * Math.sqrt(guess) - size) / (1.5 * Math.sqrt(guess));
  return value < 0 ? -root : root;
}

const map = coordinatewise({ apply: (value) => value * Math.sqrt(Math.abs(value)), invert: twoThirdsPower });

/** x sqrt|x| in every coordinate of X and of Y: longer tails (Czyz et al. 2023, Beyond Normal). */
export const halfCubeTransform: Transform = { id: 'half_cube', x: map, y: map };

export const halfCube = (task: Task): Task => transformTask(task, halfCubeTransform);

export const halfCubeEntry = entry({
  id: 'half_cube',
  summary: 'x sqrt|x| in every coordinate: longer tails',
  options: noOptions,
  create: () => halfCubeTransform,
});
