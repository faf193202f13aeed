import { type ChebyshevTree, isLeaf, middle } from './tree.ts';

/**
 * Distance of every point to its `k`-th nearest other point in the maximum norm, in the order of the rows the tree was built from. A copy of a
 * point is another point, at distance 0. Needs 1 <= k < count.
 *
 * Rounded subtraction is monotone, so a box is never nearer in floating point than a point in it is: pruning loses nothing, and the result is
 * that of comparing all pairs, to the last bit.
 */
export function kthDistances(tree: ChebyshevTree, k: number): Float64Array {
  const { count, dim, values, rows, boxes } = tree;
  // The k smallest distances so far, ascending. An array even for k = 1: a captured number that changes would be boxed at every change.
  const nearest = new Float64Array(k);

  const boxDistance = (node: number, query: number): number => {
    const lower = node * 2 * dim;
    let distance = 0;
    for (let axis = 0; axis < dim; axis++) {
      const value = values[query + axis];
      const below = boxes[lower + axis] - value;
      const above = value - boxes[lower + dim + axis];
      if (below > distance) distance = below;
      else if (above > distance) distance = above;
    }
    return distance;
  };

  const scan = (position: number, start: number, end: number): void => {
    const query = position * dim;
    for (let other = start; other < end; other++) {
      if (other === position) continue;
      const bound = nearest[k - 1];
      const point = other * dim;
      let axis = 0;
      while (axis < dim && Math.abs(values[point + axis] - values[query + axis]) < bound) axis++;
      if (axis < dim) continue;
      let distance = 0;
      for (axis = 0; axis < dim; axis++) {
        distance = Math.max(distance, Math.abs(values[point + axis] - values[query + axis]));
      }
      let place = k - 1;
      for (; place > 0 && nearest[place - 1] > distance; place--) nearest[place] = nearest[place - 1];
      nearest[place] = distance;
    }
  };

  const visit = (position: number, node: number, start: number, end: number): void => {
    if (isLeaf(start, end)) {
      scan(position, start, end);
      return;
    }
    const split = middle(start, end);
    const left = boxDistance(2 * node + 1, position * dim);
    const right = boxDistance(2 * node + 2, position * dim);
    // Where both boxes hold the query, its own half first.
    if (left < right || (left === right && position < split)) {
      if (left < nearest[k - 1]) visit(position, 2 * node + 1, start, split);
      if (right < nearest[k - 1]) visit(position, 2 * node + 2, split, end);
    } else {
      if (right < nearest[k - 1]) visit(position, 2 * node + 2, split, end);
      if (left < nearest[k - 1]) visit(position, 2 * node + 1, start, split);
    }
  };

  const distances = new Float64Array(count);
  for (let position = 0; position < count; position++) {
    nearest.fill(Number.POSITIVE_INFINITY);
    visit(position, 0, 0, count);
    distances[rows[position]] = nearest[k - 1];
  }
  return distances;
}
