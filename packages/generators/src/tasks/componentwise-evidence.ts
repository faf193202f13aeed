import { type Evidence, normalCdf } from '@minebench/core';

/** Every coordinate standard normal. */
export const normalMarginals = (dimX: number, dimY: number): Required<Evidence>['marginals'] => ({
  x: new Array(dimX).fill(normalCdf),
  y: new Array(dimY).fill(normalCdf),
});

/** The identity, but for `correlation` between the i-th coordinate of X and the i-th of Y, d of each. */
export const componentwiseCorrelation = (dimension: number, correlation: number): number[][] =>
  Array.from({ length: 2 * dimension }, (_, i) =>
    Array.from({ length: 2 * dimension }, (_, j) => (i === j ? 1 : i % dimension === j % dimension ? correlation : 0)),
  );
