import { cos, entry, noOptions, sin, type Task } from '@minebench/core';
import { coordinatewise } from './coordinatewise.ts';
import { increasingRoot } from './increasing-root.ts';
import type { PointMap, Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

/** amplitude sin(frequency x + phase) */
interface Wave {
  readonly amplitude: number;
  readonly frequency: number;
  readonly phase: number;
}

/** x plus waves, which is increasing where sum |amplitude frequency| < 1. */
function wavy(waves: readonly Wave[]): PointMap {
  const apply = (x: number): number => {
    let sum = x;
    for (const { amplitude, frequency, phase } of waves) sum += amplitude * sin(frequency * x + phase);
    return sum;
  };
  const slope = (x: number): number => {
    let sum = 1;
    for (const { amplitude, frequency, phase } of waves) sum += amplitude * frequency * cos(frequency * x + phase);
    return sum;
  };
  const reach = waves.reduce((sum, { amplitude }) => sum + Math.abs(amplitude), 0);
  return coordinatewise({
    apply,
    invert: (image) => increasingRoot((x) => apply(x) - image, slope, [image - reach, image + reach]),
  });
}

/**
 * x + .4 sin x + .2 sin(1.7x + 1) + .03 sin(3.3x - 2.5) in every coordinate of X, y - .4 sin(.4y) + .17 sin(1.3y + 3.5) + .02 sin(4.3y - 2.5) in those of Y
 * (Czyz et al. 2023, Beyond Normal). Slopes are at least .16 and .53.
 */
export const wigglyTransform: Transform = {
  id: 'wiggly',
  x: wavy([
    { amplitude: 0.4, frequency: 1, phase: 0 },
    { amplitude: 0.2, frequency: 1.7, phase: 1 },
    { amplitude: 0.03, frequency: 3.3, phase: -2.5 },
  ]),
  y: wavy([
    { amplitude: -0.4, frequency: 0.4, phase: 0 },
    { amplitude: 0.17, frequency: 1.3, phase: 3.5 },
    { amplitude: 0.02, frequency: 4.3, phase: -2.5 },
  ]),
};

export const wiggly = (task: Task): Task => transformTask(task, wigglyTransform);

export const wigglyEntry = entry({
  id: 'wiggly',
  summary: 'waves added to every coordinate: densities with many bumps',
  options: noOptions,
  create: () => wigglyTransform,
});
