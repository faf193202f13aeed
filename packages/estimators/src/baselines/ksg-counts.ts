import type { Pairs } from '@minebench/core';
import { extentsWithin } from './chebyshev-tree/extents.ts';
import { kthDistances } from './chebyshev-tree/kth-distance.ts';
import { buildTree } from './chebyshev-tree/tree.ts';
import { countsNearer, nextUp } from './marginal-counts.ts';
import { jointPoints, pointsOfX, pointsOfY } from './points.ts';

export interface KsgOptions {
  /** Which nearest neighbour sets the scale around a point. */
  readonly k: number;
  /** I^(1) or I^(2) of the paper. */
  readonly variant: 1 | 2;
}

/** What the estimate is made of, a number a row. */
export interface KsgCounts {
  /** n_x and n_y: other points strictly nearer than the k-th neighbour's distance (variant 1), or within the neighbours' rectangle (variant 2). */
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Rows whose k-th neighbour coincides with them, which a sample from a density never has. */
  readonly coincident: number;
}

/** The counts in O(n log n) for fixed dimension, equal to those of `ksgCountsBruteForce` in every row. */
export function ksgCounts(pairs: Pairs, { k, variant }: KsgOptions): KsgCounts {
  const tree = buildTree(jointPoints(pairs));
  const radii = kthDistances(tree, k);
  const coincident = radii.reduce((sum, radius) => (radius === 0 ? sum + 1 : sum), 0);
  if (variant === 1) {
    return { x: countsNearer(pointsOfX(pairs), radii), y: countsNearer(pointsOfY(pairs), radii), coincident };
  }
  const extents = extentsWithin(tree, radii, pairs.dimX);
  return {
    x: countsNearer(pointsOfX(pairs), nextUp(extents.first)),
    y: countsNearer(pointsOfY(pairs), nextUp(extents.second)),
    coincident,
  };
}
