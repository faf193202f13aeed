import type { Cdf } from '@minebench/core';
import type { PointMap } from './transform.ts';

export interface CoordinateMap {
  apply(value: number): number;
  invert(image: number): number;
  /** False where it decreases; true where absent. */
  readonly increasing?: boolean;
  /** Its images lie between these; all numbers where absent. */
  readonly range?: readonly [lower: number, upper: number];
}

/** The same strictly monotone function for every coordinate, in any dimension. */
export function coordinatewise(map: CoordinateMap): PointMap {
  const { increasing = true, range = [-Infinity, Infinity] } = map;
  const [lower, upper] = range;
  const composeCdf =
    (cdf: Cdf): Cdf =>
    (image) =>
      image <= lower ? 0 : image >= upper ? 1 : cdf(map.invert(image));
  return {
    outputDimension: (dimension) => dimension,
    apply: (points) => each(points, map.apply),
    invert: (images) => each(images, map.invert),
    ...(increasing ? { composeCdf } : {}),
  };
}

function each(values: Float64Array, map: (value: number) => number): Float64Array {
  const images = new Float64Array(values.length);
  for (let k = 0; k < values.length; k++) images[k] = map(values[k]);
  return images;
}
