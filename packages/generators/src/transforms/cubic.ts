import { entry, exp, log, noOptions, type Task } from '@minebench/core';
import { coordinatewise } from './coordinatewise.ts';
import type { Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

/** The real cube root: logarithm and exponential, and a Newton step for the digits that they lose. */
function cubeRoot(value: number): number {
  const size = Math.abs(value);
  if (!(size > 0 && size < Infinity)) return value;
  const guess = exp(log(size) / 3);
  const root = guess - (guess - size / (guess * guess)) / 3;
  return value < 0 ? -root : root;
}

/** Y^3 in every coordinate, X as it is: the cubic staircase of Poole et al. (2019, On variational bounds of mutual information). */
export const cubicTransform: Transform = {
  id: 'cubic',
  y: coordinatewise({ apply: (y) => y * y * y, invert: cubeRoot }),
};

export const cubic = (task: Task): Task => transformTask(task, cubicTransform);

export const cubicEntry = entry({
  id: 'cubic',
  summary: 'cube of every coordinate of Y',
  options: noOptions,
  create: () => cubicTransform,
});
