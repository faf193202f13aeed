import { type CholeskyFactor, cholesky, log, logDeterminant, logSumExp, type Pairs, solveLower } from '@minebench/core';

export interface MixtureComponent {
  readonly weight: number;
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** The densities of a mixture of normal distributions of (X, Y). */
export interface MixtureDensity {
  /** Cholesky factors of the components' covariances. */
  readonly factors: readonly CholeskyFactor[];
  /** log p(x, y) - log p(x) - log p(y) at each pair, `[count]`. */
  logRatio(pairs: Pairs): Float64Array;
  /** log p(x, y) and log r at the point set into `point`, `[dimX + dimY]`. */
  at(point: Float64Array): { readonly logJoint: number; readonly logRatio: number };
}

const LOG_ROOT_TWO_PI = 0.9189385332046728;

/** log of the normal density's factor before the exponential, times the weight. */
const logScale = (weight: number, size: number, logDet: number): number =>
  log(weight) - size * LOG_ROOT_TWO_PI - 0.5 * logDet;

/**
 * log densities by log-sum-exp over the components. The first dimX entries of L^-1 (x, y) are those of X's own factor, so that p(x) costs nothing more.
 * @throws InputError where a covariance is not positive definite: it names component and leading minor
 */
export function mixtureDensity(components: readonly MixtureComponent[], dimX: number): MixtureDensity {
  const size = components[0].mean.length;
  const dimY = size - dimX;
  const factors = components.map(({ covariance }, k) => cholesky(covariance, `components[${k}].covariance`));
  const parts = components.map(({ weight, mean, covariance }, k) => {
    const joint = factors[k];
    const ofY = cholesky(covariance.slice(dimX).map((row) => row.slice(dimX)));
    let logDetX = 0;
    for (let i = 0; i < dimX; i++) logDetX += 2 * log(joint.lower[i * size + i]);
    return {
      joint,
      ofY,
      mean,
      scaleX: logScale(weight, dimX, logDetX),
      scaleY: logScale(weight, dimY, logDeterminant(ofY)),
      scale: logScale(weight, size, logDeterminant(joint)),
    };
  });
  const centered = new Float64Array(size);
  const centeredY = centered.subarray(dimX);
  const solved = new Float64Array(size);
  const solvedY = new Float64Array(dimY);
  const [logX, logY, logJoint] = [0, 1, 2].map(() => new Float64Array(components.length));
  const at = (point: Float64Array) => {
    parts.forEach(({ joint, ofY, mean, scaleX, scaleY, scale }, k) => {
      for (let i = 0; i < size; i++) centered[i] = point[i] - mean[i];
      solveLower(joint, centered, solved);
      solveLower(ofY, centeredY, solvedY);
      let [formX, formY, form] = [0, 0, 0];
      for (let i = 0; i < dimX; i++) formX += solved[i] * solved[i];
      for (let i = 0; i < dimY; i++) formY += solvedY[i] * solvedY[i];
      for (let i = 0; i < size; i++) form += solved[i] * solved[i];
      logX[k] = scaleX - 0.5 * formX;
      logY[k] = scaleY - 0.5 * formY;
      logJoint[k] = scale - 0.5 * form;
    });
    const value = logSumExp(logJoint);
    return { logJoint: value, logRatio: value - logSumExp(logX) - logSumExp(logY) };
  };
  return {
    factors,
    at,
    logRatio({ count, x, y }) {
      const ratios = new Float64Array(count);
      const point = new Float64Array(size);
      for (let row = 0; row < count; row++) {
        for (let i = 0; i < dimX; i++) point[i] = x[row * dimX + i];
        for (let i = 0; i < dimY; i++) point[dimX + i] = y[row * dimY + i];
        ratios[row] = at(point).logRatio;
      }
      return ratios;
    },
  };
}
