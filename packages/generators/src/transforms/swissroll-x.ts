import { cos, entry, InputError, noOptions, sin, type Task } from '@minebench/core';
import type { PointMap, Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

/** The roll begins at this angle and turns by twice it. */
const START = 4.71238898038469;
const SCALE = 21;

const roll: PointMap = {
  outputDimension(dimension) {
    if (dimension === 1) return 2;
    throw new InputError({
      argument: 'dimX',
      value: dimension,
      problem: 'is not 1, what swissroll_x rolls up',
      remedy: 'give a task with one-dimensional X',
    });
  },
  apply(points) {
    const images = new Float64Array(2 * points.length);
    for (let k = 0; k < points.length; k++) {
      const u = points[k];
      if (!(u >= 0 && u <= 1)) {
        throw new InputError({
          argument: 'x',
          value: u,
          problem: 'is outside [0, 1], the domain of swissroll_x',
          remedy: 'apply normal_cdf before it',
        });
      }
      const t = START * (1 + 2 * u);
      images[2 * k] = (t * cos(t)) / SCALE;
      images[2 * k + 1] = (t * sin(t)) / SCALE;
    }
    return images;
  },
  invert(images) {
    const points = new Float64Array(images.length / 2);
    for (let k = 0; k < points.length; k++) {
      const [a, b] = [images[2 * k], images[2 * k + 1]];
      points[k] = ((SCALE * Math.sqrt(a * a + b * b)) / START - 1) / 2;
    }
    return points;
  },
};

/** X in [0, 1] rolled up in the plane: (t cos t, t sin t) / 21 with t = 1.5 pi (1 + 2x) (Czyz et al. 2023, Beyond Normal). */
export const swissrollXTransform: Transform = { id: 'swissroll_x', x: roll };

export const swissrollX = (task: Task): Task => transformTask(task, swissrollXTransform);

export const swissrollXEntry = entry({
  id: 'swissroll_x',
  summary: 'X of [0, 1] rolled up in the plane: a curve in two dimensions',
  options: noOptions,
  create: () => swissrollXTransform,
});
