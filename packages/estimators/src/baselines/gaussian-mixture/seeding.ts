import type { Stream } from '@minebench/core';
import type { Points } from '../points.ts';

const squaredDistance = ({ dim, values }: Points, a: number, b: number): number => {
  let sum = 0;
  for (let axis = 0; axis < dim; axis++) sum += (values[a * dim + axis] - values[b * dim + axis]) ** 2;
  return sum;
};

/** k-means++ (Arthur and Vassilvitskii 2007): each centre after the first is a point drawn in proportion to its squared distance from the nearest centre so far. */
export function seeds(points: Points, size: number, stream: Stream): number[] {
  const centres = [stream.integer(points.count)];
  const nearest = new Float64Array(points.count).fill(Number.POSITIVE_INFINITY);
  while (centres.length < size) {
    const latest = centres[centres.length - 1];
    let total = 0;
    for (let row = 0; row < points.count; row++) {
      nearest[row] = Math.min(nearest[row], squaredDistance(points, row, latest));
      total += nearest[row];
    }
    let rest = stream.uniform() * total;
    let row = 0;
    while (row < points.count - 1 && rest >= nearest[row]) rest -= nearest[row++];
    centres.push(row);
  }
  return centres;
}

/** Shares 0 or 1, `[count, size]`: each point belongs to the nearest seed. */
export function seededShares(points: Points, size: number, stream: Stream): Float64Array {
  const centres = seeds(points, size, stream);
  const shares = new Float64Array(points.count * size);
  for (let row = 0; row < points.count; row++) {
    let closest = 0;
    let distance = Number.POSITIVE_INFINITY;
    centres.forEach((centre, c) => {
      const candidate = squaredDistance(points, row, centre);
      if (candidate < distance) {
        distance = candidate;
        closest = c;
      }
    });
    shares[row * size + closest] = 1;
  }
  return shares;
}
