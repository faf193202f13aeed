import type { Pairs } from '@minebench/core';
import { pairsOfRows } from '../points.ts';

/** The rows in lexicographic order, which does not depend on the order they came in: random starts then fall on the same points. */
export function inCanonicalOrder(pairs: Pairs): Pairs {
  const { count, dimX, dimY, x, y } = pairs;
  const compare = (values: Float64Array, dim: number, a: number, b: number): number => {
    for (let axis = 0; axis < dim; axis++) {
      const difference = values[a * dim + axis] - values[b * dim + axis];
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  return pairsOfRows(
    pairs,
    rows.sort((a, b) => compare(x, dimX, a, b) || compare(y, dimY, a, b)),
  );
}
