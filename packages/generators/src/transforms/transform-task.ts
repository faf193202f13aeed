import type { Cdf, Evidence, Key, Pairs, Task } from '@minebench/core';
import { requireInverse } from './require-inverse.ts';
import type { PointMap, Transform } from './transform.ts';

/**
 * The image of a task under injective maps of X and of Y, which keep its information: same MI, sampler and log density ratio through the base. Its id is
 * the transform's before the task's, as the bmi suite names them; so `spiral(normalCdf(task))` is `spiral-normal_cdf-...`.
 *
 * @throws InputError where a map has no inverse, does not exist in the task's dimension or for its values, or where its inverse does not give
 *   back the points of a probe
 */
export function transformTask(task: Task, transform: Transform): Task {
  const { x, y } = transform;
  const invert = (pairs: Pairs): Pairs => ({
    count: pairs.count,
    dimX: task.dimX,
    dimY: task.dimY,
    x: x ? x.invert!(pairs.x, task.dimX) : pairs.x,
    y: y ? y.invert!(pairs.y, task.dimY) : pairs.y,
  });
  const dimX = x ? x.outputDimension(task.dimX) : task.dimX;
  const dimY = y ? y.outputDimension(task.dimY) : task.dimY;
  const apply = (pairs: Pairs): Pairs => ({
    count: pairs.count,
    dimX,
    dimY,
    x: x ? x.apply(pairs.x, task.dimX) : pairs.x,
    y: y ? y.apply(pairs.y, task.dimY) : pairs.y,
  });
  requireInverse(task, transform, apply, invert);
  return {
    id: `${transform.id}-${task.id}`,
    dimX,
    dimY,
    mi: task.mi,
    sample: (count: number, key: Key) => apply(task.sample(count, key)),
    ...(task.logDensityRatio ? { logDensityRatio: (pairs: Pairs) => task.logDensityRatio!(invert(pairs)) } : {}),
    evidence: { base: { task, invert }, ...marginalsOf(task, transform, dimX, dimY) },
  };
}

function marginalsOf(task: Task, { x, y }: Transform, dimX: number, dimY: number): Pick<Evidence, 'marginals'> {
  const base = task.evidence?.marginals;
  if (!base) return {};
  return { marginals: { x: imagesOf(base.x, x, dimX), y: imagesOf(base.y, y, dimY) } };
}

function imagesOf(
  cdfs: readonly (Cdf | null)[],
  map: PointMap | undefined,
  dimension: number,
): readonly (Cdf | null)[] {
  if (!map) return cdfs;
  const { composeCdf } = map;
  if (!composeCdf) return new Array<null>(dimension).fill(null);
  return cdfs.map((cdf) => cdf && composeCdf(cdf));
}
