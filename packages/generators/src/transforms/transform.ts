import type { Cdf } from '@minebench/core';

/** A map of points, row-major. */
export interface PointMap {
  /** Dimension of the images of points of the given dimension. Throws `InputError` where the map has no such points. */
  outputDimension(dimension: number): number;
  /** Images, `[count * outputDimension]`, of points `[count * dimension]`. Throws `InputError` where a point is outside its domain. */
  apply(points: Float64Array, dimension: number): Float64Array;
  /** Points of the given dimension back from their images. A map without it proves no injectivity, and no task takes it. */
  invert?(images: Float64Array, dimension: number): Float64Array;
  /** Where each coordinate's image is an increasing function of that coordinate alone: takes its distribution function to the image's. */
  composeCdf?(cdf: Cdf): Cdf;
}

/** Acts on X, on Y, or on each by itself: where both maps are injective, I(X; Y) stays what it is. */
export interface Transform {
  /** Prefix of the image's id: `half_cube`, as the bmi suite writes it. */
  readonly id: string;
  /** Absent: X stays. */
  readonly x?: PointMap;
  /** Absent: Y stays. */
  readonly y?: PointMap;
}
