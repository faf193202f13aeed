import type { Pairs } from '@minebench/core';
import type { KsgCounts, KsgOptions } from './ksg-counts.ts';
import { type Points, pointsOfX, pointsOfY } from './points.ts';

function distancesFrom(row: number, { count, dim, values }: Points): Float64Array {
  return Float64Array.from({ length: count }, (_, other) => {
    let largest = 0;
    for (let axis = 0; axis < dim; axis++) {
      largest = Math.max(largest, Math.abs(values[other * dim + axis] - values[row * dim + axis]));
    }
    return largest;
  });
}

/** `ksgCounts` by comparing all pairs of rows, word for word as the paper defines them: the oracle of its tests, O(n^2 log n). */
export function ksgCountsBruteForce(pairs: Pairs, { k, variant }: KsgOptions): KsgCounts {
  const x = new Int32Array(pairs.count);
  const y = new Int32Array(pairs.count);
  let coincident = 0;
  for (let row = 0; row < pairs.count; row++) {
    const inX = distancesFrom(row, pointsOfX(pairs));
    const inY = distancesFrom(row, pointsOfY(pairs));
    const joint = inX.map((distance, other) => Math.max(distance, inY[other]));
    const others = Array.from(joint.keys()).filter((other) => other !== row);
    const radius = others.map((other) => joint[other]).sort((a, b) => a - b)[k - 1];
    if (radius === 0) coincident++;
    if (variant === 1) {
      x[row] = others.filter((other) => inX[other] < radius).length;
      y[row] = others.filter((other) => inY[other] < radius).length;
    } else {
      const neighbours = others.filter((other) => joint[other] <= radius);
      const halfX = Math.max(...neighbours.map((other) => inX[other]));
      const halfY = Math.max(...neighbours.map((other) => inY[other]));
      x[row] = others.filter((other) => inX[other] <= halfX).length;
      y[row] = others.filter((other) => inY[other] <= halfY).length;
    }
  }
  return { x, y, coincident };
}
