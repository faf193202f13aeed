import type { Points } from '../points.ts';
import { selectNth } from './select.ts';

/** Rows a leaf holds at most. */
export const LEAF_SIZE = 32;

/**
 * A k-d tree for the maximum norm. Nodes are numbered as in a heap, the children of node i being 2i + 1 and 2i + 2; a node over positions
 * [start, end) splits them at their middle, so neither links nor sizes are stored. Each node keeps the smallest box around its points.
 */
export interface ChebyshevTree extends Points {
  /** Coordinates in tree order, so that a leaf's points lie side by side. */
  readonly values: Float64Array;
  /** The row that each position of the tree came from. */
  readonly rows: Int32Array;
  /** Node i's box: `dim` lower edges, then `dim` upper edges, from `2 dim i` on. */
  readonly boxes: Float64Array;
}

export const middle = (start: number, end: number): number => (start + end) >>> 1;

export const isLeaf = (start: number, end: number): boolean => end - start <= LEAF_SIZE;

const nodeCount = (count: number): number => {
  let nodes = 1;
  for (let size = count; size > LEAF_SIZE; size = Math.ceil(size / 2)) nodes = 2 * nodes + 1;
  return nodes;
};

/** Writes the smallest box around some rows and returns its longest axis. */
function fitBox({ dim, values }: Points, rows: Int32Array, box: Float64Array): number {
  box.fill(Number.POSITIVE_INFINITY, 0, dim).fill(Number.NEGATIVE_INFINITY, dim);
  for (const row of rows) {
    for (let axis = 0; axis < dim; axis++) {
      const value = values[row * dim + axis];
      if (value < box[axis]) box[axis] = value;
      if (value > box[dim + axis]) box[dim + axis] = value;
    }
  }
  let longest = 0;
  for (let axis = 1; axis < dim; axis++) {
    if (box[dim + axis] - box[axis] > box[dim + longest] - box[longest]) longest = axis;
  }
  return longest;
}

/**
 * Splits at the median of the longest axis until a leaf remains (Friedman, Bentley and Finkel 1977): O(d n log n) on average. Equal points may
 * fall on both sides; boxes then touch, which the searches allow for.
 */
export function buildTree(points: Points): ChebyshevTree {
  const { count, dim } = points;
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const boxes = new Float64Array(nodeCount(count) * 2 * dim);
  const build = (node: number, start: number, end: number): void => {
    const axis = fitBox(points, rows.subarray(start, end), boxes.subarray(node * 2 * dim, (node + 1) * 2 * dim));
    if (isLeaf(start, end)) return;
    const split = middle(start, end);
    selectNth(rows, start, end, split, (row) => points.values[row * dim + axis]);
    build(2 * node + 1, start, split);
    build(2 * node + 2, split, end);
  };
  build(0, 0, count);
  const values = new Float64Array(count * dim);
  rows.forEach((row, position) => {
    values.set(points.values.subarray(row * dim, (row + 1) * dim), position * dim);
  });
  return { count, dim, values, rows, boxes };
}
