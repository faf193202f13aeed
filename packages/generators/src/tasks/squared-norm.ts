import { type CholeskyFactor, solveLower } from '@minebench/core';

/** Sum of v_i^2 for i >= from. */
export function squaredNorm(values: Float64Array, from = 0): number {
  let total = 0;
  for (let i = from; i < values.length; i++) total += values[i] * values[i];
  return total;
}

/** |L^-1 v|^2, the quadratic form of the inverse of L L'. `out` receives L^-1 v. */
export const quadraticForm = (factor: CholeskyFactor, values: Float64Array, out: Float64Array): number =>
  squaredNorm(solveLower(factor, values, out));
