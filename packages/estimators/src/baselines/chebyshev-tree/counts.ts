import { type ChebyshevTree, isLeaf, middle } from './tree.ts';

/**
 * For every point, how many other points lie strictly nearer than its radius in the maximum norm. `radii` and the result are in the order of the
 * rows the tree was built from. A node whose box lies wholly inside the radius is counted without looking into it.
 */
export function countsWithin(tree: ChebyshevTree, radii: Float64Array): Int32Array {
  const { count, dim, values, rows, boxes } = tree;

  const scan = (query: number, radius: number, start: number, end: number): number => {
    let inside = 0;
    for (let point = start * dim; point < end * dim; point += dim) {
      let axis = 0;
      while (axis < dim && Math.abs(values[point + axis] - values[query + axis]) < radius) axis++;
      if (axis === dim) inside++;
    }
    return inside;
  };

  const visit = (query: number, radius: number, node: number, start: number, end: number): number => {
    const lower = node * 2 * dim;
    let whole = true;
    for (let axis = 0; axis < dim; axis++) {
      const fromLower = values[query + axis] - boxes[lower + axis];
      const toUpper = boxes[lower + dim + axis] - values[query + axis];
      if (-fromLower >= radius || -toUpper >= radius) return 0;
      if (fromLower >= radius || toUpper >= radius) whole = false;
    }
    if (whole) return end - start;
    if (isLeaf(start, end)) return scan(query, radius, start, end);
    const split = middle(start, end);
    return visit(query, radius, 2 * node + 1, start, split) + visit(query, radius, 2 * node + 2, split, end);
  };

  const counts = new Int32Array(count);
  for (let position = 0; position < count; position++) {
    const radius = radii[rows[position]];
    // The point itself, at distance 0, is counted where the radius is positive.
    if (radius > 0) counts[rows[position]] = visit(position * dim, radius, 0, 0, count) - 1;
  }
  return counts;
}
