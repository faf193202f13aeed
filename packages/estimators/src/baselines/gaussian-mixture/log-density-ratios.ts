import { logSumExp, type Pairs } from '@minebench/core';
import { logWeighted, type Mixture, marginal } from './mixture.ts';

/** log q(x, y) / (q(x) q(y)) in nats at each pair under a mixture of (X, Y), X first, whose marginals are mixtures too. */
export function logDensityRatios(mixture: Mixture, { count, dimX, dimY, x, y }: Pairs): Float64Array {
  const dim = dimX + dimY;
  const values = new Float64Array(mixture.length);
  const point = new Float64Array(dim);
  const density = (part: Mixture) => {
    const weighted = logWeighted(part);
    return (of: Float64Array, start: number): number => {
      weighted(of, start, values);
      return logSumExp(values);
    };
  };
  const joint = density(mixture);
  const ofX = density(marginal(mixture, 0, dimX));
  const ofY = density(marginal(mixture, dimX, dim));
  return Float64Array.from({ length: count }, (_, row) => {
    for (let axis = 0; axis < dimX; axis++) point[axis] = x[row * dimX + axis];
    for (let axis = 0; axis < dimY; axis++) point[dimX + axis] = y[row * dimY + axis];
    return joint(point, 0) - ofX(x, row * dimX) - ofY(y, row * dimY);
  });
}
