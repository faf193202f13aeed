import { countsWithin } from './chebyshev-tree/counts.ts';
import { buildTree } from './chebyshev-tree/tree.ts';
import type { Points } from './points.ts';

/** First position in [0, length] from which on `holds` is true; `holds` is false, then true. */
function firstWhere(length: number, holds: (position: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (holds(mid)) high = mid;
    else low = mid + 1;
  }
  return low;
}

/** In one dimension: between two binary searches in the sorted values. They compare rounded differences, as brute force does, not value +- radius. */
function countsOnLine({ count, values }: Points, radii: Float64Array): Int32Array {
  const sorted = values.slice().sort();
  return Int32Array.from({ length: count }, (_, row) => {
    const value = values[row];
    const radius = radii[row];
    if (!(radius > 0)) return 0;
    const start = firstWhere(count, (position) => value - sorted[position] < radius);
    const end = firstWhere(count, (position) => sorted[position] - value >= radius);
    return end - start - 1;
  });
}

/** For every row, how many other rows lie strictly nearer than its radius in the maximum norm. */
export const countsNearer = (points: Points, radii: Float64Array): Int32Array =>
  points.dim === 1 ? countsOnLine(points, radii) : countsWithin(buildTree(points), radii);

/** The next larger double of each number, which must be finite and not negative: distance <= r is distance < nextUp(r). */
export function nextUp(values: Float64Array): Float64Array {
  const next = Float64Array.from(values, Math.abs);
  const bits = new BigInt64Array(next.buffer);
  for (let i = 0; i < bits.length; i++) bits[i] += 1n;
  return next;
}
