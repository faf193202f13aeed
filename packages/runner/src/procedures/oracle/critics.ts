import { type Pairs, sin, type Task } from '@minebench/core';

/** A critic's values on pairs, `[count]`, in double precision. */
export type HostCritic = (pairs: Pairs) => Float64Array;

const firstProduct: HostCritic = ({ count, dimX, dimY, x, y }) =>
  Float64Array.from({ length: count }, (_, row) => x[row * dimX] * y[row * dimY]);

/**
 * Critics that an identity which holds for every t is tried on: the optimal one, the same shifted and scaled, and some that have nothing to do with the
 * task.
 */
export const trialCritics = (task: Task): Readonly<Record<string, HostCritic>> => {
  const optimal: HostCritic = (pairs) => task.logDensityRatio!(pairs);
  return {
    optimal,
    'optimal + 1': (pairs) => optimal(pairs).map((t) => t + 1),
    'optimal / 2 - 3': (pairs) => optimal(pairs).map((t) => t / 2 - 3),
    'x y / 4': (pairs) => firstProduct(pairs).map((t) => t / 4),
    '5 sin(x y)': (pairs) => firstProduct(pairs).map((t) => 5 * sin(t)),
    constant: ({ count }) => new Float64Array(count).fill(2),
  };
};
