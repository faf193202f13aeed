import type { Stream } from '@minebench/core';

/** Where a point of the plane lies in the data's distribution. */
export interface Place {
  /** Number of the nearest mode, from 0. */
  readonly mode: number;
  /** Distance to it. */
  readonly distance: number;
}

/** A distribution on the plane whose modes have equal probability and can be counted. */
export interface PlaneData {
  readonly id: string;
  readonly modes: number;
  /** A point of each mode, `[modes, 2]` row by row: where a figure marks it. */
  readonly centers: readonly number[];
  /** Standard deviation of a mode, in each direction. */
  readonly spread: number;
  /** Independent draws, `[count, 2]` row by row. */
  draw(count: number, stream: Stream): Float32Array;
  nearest(x: number, y: number): Place;
}
