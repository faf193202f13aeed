import { asinh as arsinh, entry, noOptions, sinh, type Task } from '@minebench/core';
import { coordinatewise } from './coordinatewise.ts';
import type { Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

const map = coordinatewise({ apply: arsinh, invert: sinh });

/** log(x + sqrt(x^2 + 1)) in every coordinate of X and of Y: heavy tails become exponential ones. */
export const asinhTransform: Transform = { id: 'asinh', x: map, y: map };

export const asinh = (task: Task): Task => transformTask(task, asinhTransform);

export const asinhEntry = entry({
  id: 'asinh',
  summary: 'inverse hyperbolic sine of every coordinate: shorter tails',
  options: noOptions,
  create: () => asinhTransform,
});
