import { cholesky, InputError } from '@minebench/core';
import type { Points } from '../points.ts';
import type { Component, Mixture } from './mixture.ts';

/**
 * The M step: each component's share-weighted moments. `ridge` times n is added to each component's sum of squares along every axis, which maximises
 * the log likelihood less (ridge n / 2) tr of the inverse covariances (Fraley and Raftery 2007): the likelihood alone has no maximum, it grows without
 * end where a component shrinks onto a point.
 *
 * Undefined where a component has collapsed: no more than D + 1 points' worth of shares, or a direction along which the ridge is most of its variance.
 */
export function maximization(points: Points, shares: Float64Array, size: number, ridge: number): Mixture | undefined {
  const mixture: Component[] = [];
  for (let c = 0; c < size; c++) {
    const component = fitComponent(points, shares, size, c, ridge);
    if (!component) return undefined;
    mixture.push(component);
  }
  return mixture;
}

function fitComponent(
  { count, dim, values }: Points,
  shares: Float64Array,
  size: number,
  c: number,
  ridge: number,
): Component | undefined {
  const mean = new Float64Array(dim);
  let total = 0;
  for (let row = 0; row < count; row++) {
    const share = shares[row * size + c];
    total += share;
    for (let axis = 0; axis < dim; axis++) mean[axis] += share * values[row * dim + axis];
  }
  // Also where the total is NaN.
  if (!(total > dim + 1)) return undefined;
  for (let axis = 0; axis < dim; axis++) mean[axis] /= total;
  const moments = Array.from({ length: dim }, () => new Float64Array(dim));
  const residual = new Float64Array(dim);
  for (let row = 0; row < count; row++) {
    const share = shares[row * size + c];
    for (let axis = 0; axis < dim; axis++) residual[axis] = values[row * dim + axis] - mean[axis];
    for (let i = 0; i < dim; i++) {
      const scaled = share * residual[i];
      for (let j = 0; j <= i; j++) moments[i][j] += scaled * residual[j];
    }
  }
  const added = (ridge * count) / total;
  for (let i = 0; i < dim; i++) {
    for (let j = 0; j <= i; j++) {
      moments[i][j] /= total;
      if (i === j) moments[i][i] += added;
      moments[j][i] = moments[i][j];
    }
  }
  const factor = factorOf(moments);
  if (!factor) return undefined;
  for (let axis = 0; axis < dim; axis++) if (factor.lower[axis * dim + axis] ** 2 <= 2 * added) return undefined;
  return { weight: total / count, mean, factor };
}

function factorOf(covariance: Float64Array[]) {
  try {
    return cholesky(covariance, 'covariance of a component');
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
