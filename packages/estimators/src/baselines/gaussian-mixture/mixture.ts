import { type CholeskyFactor, cholesky, log, logDeterminant } from '@minebench/core';

/** One weighted Gaussian of a mixture. */
export interface Component {
  readonly weight: number;
  readonly mean: Float64Array;
  /** Of the covariance. */
  readonly factor: CholeskyFactor;
}

export type Mixture = readonly Component[];

const LOG_2_PI = log(2 * Math.PI);

/** log(weight_c density_c) in nats of each component at the point whose coordinates stand in `values` from `start` on. */
export function logWeighted(mixture: Mixture): (values: Float64Array, start: number, out: Float64Array) => void {
  const dim = mixture[0].mean.length;
  const constants = mixture.map(({ weight, factor }) => log(weight) - (logDeterminant(factor) + dim * LOG_2_PI) / 2);
  const whitened = new Float64Array(dim);
  return (values, start, out) => {
    for (let c = 0; c < mixture.length; c++) {
      const {
        mean,
        factor: { lower },
      } = mixture[c];
      // Forward substitution written out: it runs for every point and component of every iteration.
      let square = 0;
      for (let row = 0; row < dim; row++) {
        let rest = values[start + row] - mean[row];
        for (let k = 0; k < row; k++) rest -= lower[row * dim + k] * whitened[k];
        whitened[row] = rest / lower[row * dim + row];
        square += whitened[row] * whitened[row];
      }
      out[c] = constants[c] - square / 2;
    }
  };
}

/** The mixture of the coordinates [from, to): the same weights, parts of the means and blocks of the covariances, so a mixture's marginals are known. */
export const marginal = (mixture: Mixture, from: number, to: number): Mixture =>
  mixture.map(({ weight, mean, factor }) => ({
    weight,
    mean: mean.slice(from, to),
    factor: cholesky(covarianceOf(factor, from, to), 'covariance of a component'),
  }));

/** The block [from, to) of L L'. */
export function covarianceOf({ size, lower }: CholeskyFactor, from = 0, to = size): Float64Array[] {
  return Array.from({ length: to - from }, (_, row) =>
    Float64Array.from({ length: to - from }, (__, column) => {
      let sum = 0;
      for (let k = 0; k <= from + Math.min(row, column); k++) {
        sum += lower[(from + row) * size + k] * lower[(from + column) * size + k];
      }
      return sum;
    }),
  );
}
