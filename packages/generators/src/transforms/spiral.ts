import { cos, entry, InputError, noOptions, sin, type Task } from '@minebench/core';
import type { PointMap, Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

/** Rotation of the plane of axes `first` and `first + 1` by the angle |point|^2 / dimension: it keeps |point|, so that the angle can be undone. */
function rotation(side: 'X' | 'Y', first: number): PointMap {
  const least = first + 2;
  const turn = (points: Float64Array, dimension: number, direction: 1 | -1): Float64Array => {
    const images = points.slice();
    for (let row = 0; row < images.length; row += dimension) {
      let square = 0;
      for (let k = row; k < row + dimension; k++) square += points[k] * points[k];
      const angle = (direction * square) / dimension;
      const [c, s] = [cos(angle), sin(angle)];
      const a = points[row + first];
      const b = points[row + first + 1];
      images[row + first] = c * a - s * b;
      images[row + first + 1] = s * a + c * b;
    }
    return images;
  };
  return {
    outputDimension(dimension) {
      if (dimension >= least) return dimension;
      throw new InputError({
        argument: `dim${side}`,
        value: dimension,
        problem: `is below ${least}, where spiral finds the axes to turn`,
        remedy: `give a task of at least ${least} dimensions of ${side}`,
      });
    },
    apply: (points, dimension) => turn(points, dimension, 1),
    invert: (images, dimension) => turn(images, dimension, -1),
  };
}

/**
 * X turned in the plane of axes 0 and 1 by the angle |x|^2 / dimX, Y in that of axes 1 and 2 by |y|^2 / dimY (Czyz et al. 2023, Beyond Normal): what depends
 * on what changes with the distance from the origin.
 */
export const spiralTransform: Transform = { id: 'spiral', x: rotation('X', 0), y: rotation('Y', 1) };

export const spiral = (task: Task): Task => transformTask(task, spiralTransform);

export const spiralEntry = entry({
  id: 'spiral',
  summary: 'rotation by an angle that grows with the distance from the origin: mixes coordinates',
  options: noOptions,
  create: () => spiralTransform,
});
