import { InputError, type Pairs } from '@minebench/core';

/** `count` points of `dim` coordinates, row-major. */
export interface Points {
  readonly count: number;
  readonly dim: number;
  readonly values: Float64Array;
}

export const pointsOfX = ({ count, dimX, x }: Pairs): Points => ({ count, dim: dimX, values: x });

export const pointsOfY = ({ count, dimY, y }: Pairs): Points => ({ count, dim: dimY, values: y });

/** (X, Y) side by side, X first. */
export function jointPoints({ count, dimX, dimY, x, y }: Pairs): Points {
  const dim = dimX + dimY;
  const values = new Float64Array(count * dim);
  for (let row = 0; row < count; row++) {
    values.set(x.subarray(row * dimX, (row + 1) * dimX), row * dim);
    values.set(y.subarray(row * dimY, (row + 1) * dimY), row * dim + dimX);
  }
  return { count, dim, values };
}

/** (X, Y) apart again: the first `dimX` coordinates are X. */
export function pairsOfPoints({ count, dim, values }: Points, dimX: number): Pairs {
  const dimY = dim - dimX;
  const pairs = { count, dimX, dimY, x: new Float64Array(count * dimX), y: new Float64Array(count * dimY) };
  for (let row = 0; row < count; row++) {
    pairs.x.set(values.subarray(row * dim, row * dim + dimX), row * dimX);
    pairs.y.set(values.subarray(row * dim + dimX, (row + 1) * dim), row * dimY);
  }
  return pairs;
}

/** The pairs of some rows, in their order. */
export function pairsOfRows({ dimX, dimY, x, y }: Pairs, rows: Int32Array): Pairs {
  const count = rows.length;
  const chosen = { count, dimX, dimY, x: new Float64Array(count * dimX), y: new Float64Array(count * dimY) };
  rows.forEach((row, position) => {
    chosen.x.set(x.subarray(row * dimX, (row + 1) * dimX), position * dimX);
    chosen.y.set(y.subarray(row * dimY, (row + 1) * dimY), position * dimY);
  });
  return chosen;
}

/** Throws `InputError` at the first number that is NaN or infinite: distances and covariances would silently swallow it. */
export function requireFinite(pairs: Pairs): void {
  for (const [name, { dim, values }] of [
    ['x', pointsOfX(pairs)],
    ['y', pointsOfY(pairs)],
  ] as const) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    throw new InputError({
      argument: `${name}[${Math.floor(at / dim)}][${at % dim}]`,
      value: values[at],
      problem: 'is not finite',
      remedy: 'remove or repair that row',
    });
  }
}
