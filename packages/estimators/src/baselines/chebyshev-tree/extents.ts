import { type ChebyshevTree, isLeaf, middle } from './tree.ts';

/** Half sides, in the two subspaces, of the smallest rectangle around each point that holds all its neighbours within a radius. */
export interface Extents {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * For every point, the largest distance in the first `split` coordinates and in the others to any point within its radius (ties on the radius
 * included) in the maximum norm of all coordinates. `radii` and the result are in the order of the rows the tree was built from.
 */
export function extentsWithin(tree: ChebyshevTree, radii: Float64Array, split: number): Extents {
  const { count, dim, values, rows, boxes } = tree;
  const first = new Float64Array(count);
  const second = new Float64Array(count);

  const distance = (point: number, query: number, from: number, to: number, radius: number): number => {
    let largest = 0;
    for (let axis = from; axis < to && largest <= radius; axis++) {
      const delta = Math.abs(values[point + axis] - values[query + axis]);
      if (delta > largest) largest = delta;
    }
    return largest;
  };

  const visit = (row: number, query: number, node: number, start: number, end: number): void => {
    const radius = radii[row];
    const lower = node * 2 * dim;
    for (let axis = 0; axis < dim; axis++) {
      const value = values[query + axis];
      if (boxes[lower + axis] - value > radius || value - boxes[lower + dim + axis] > radius) return;
    }
    if (!isLeaf(start, end)) {
      visit(row, query, 2 * node + 1, start, middle(start, end));
      visit(row, query, 2 * node + 2, middle(start, end), end);
      return;
    }
    for (let point = start * dim; point < end * dim; point += dim) {
      const inFirst = distance(point, query, 0, split, radius);
      if (inFirst > radius) continue;
      const inSecond = distance(point, query, split, dim, radius);
      if (inSecond > radius) continue;
      if (inFirst > first[row]) first[row] = inFirst;
      if (inSecond > second[row]) second[row] = inSecond;
    }
  };

  for (let position = 0; position < count; position++) visit(rows[position], position * dim, 0, 0, count);
  return { first, second };
}
