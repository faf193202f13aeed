import { entry, noOptions, normalQuantile, normalCdf as phi, type Task } from '@minebench/core';
import { coordinatewise } from './coordinatewise.ts';
import type { Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

const map = coordinatewise({ apply: phi, invert: normalQuantile, range: [0, 1] });

/** The standard normal distribution function of every coordinate of X and of Y: standard normal marginals become uniform ones on (0, 1). */
export const normalCdfTransform: Transform = { id: 'normal_cdf', x: map, y: map };

export const normalCdf = (task: Task): Task => transformTask(task, normalCdfTransform);

export const normalCdfEntry = entry({
  id: 'normal_cdf',
  summary: 'normal distribution function of every coordinate: normal marginals become uniform',
  options: noOptions,
  create: () => normalCdfTransform,
});
