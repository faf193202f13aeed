import { entry, expm1, foldIn, InputError, type Key, log1p, type Pairs, type Task } from '@minebench/core';
import { z } from 'zod';
import { standardNormals } from './draws.ts';
import { requireCount } from './require-count.ts';

export interface GaussianOptions {
  /** d, of X and of Y. */
  readonly dimension: number;
  /** Correlation of each component of X with the same component of Y, in (-1, 1). */
  readonly rho: number;
}

/**
 * X and Y standard normal in d dimensions, (X_i, Y_i) correlated with rho, all else independent:
 * I = -(d/2) log(1 - rho^2), Var_P log r = d rho^2, Var_Q r = e^(2I) - 1.
 */
export function gaussian({ dimension, rho }: GaussianOptions): Task {
  const unexplained = Math.sqrt(1 - rho * rho);
  const nats = -0.5 * dimension * log1p(-rho * rho);
  return {
    id: `gaussian(dimension=${dimension}, rho=${rho})`,
    dimX: dimension,
    dimY: dimension,
    // -0 would be printed as such.
    mi: { nats: nats === 0 ? 0 : nats, method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const x = standardNormals(count * dimension, foldIn(key, 'x'));
      const y = standardNormals(count * dimension, foldIn(key, 'noise'));
      for (let k = 0; k < y.length; k++) y[k] = rho * x[k] + unexplained * y[k];
      return { count, dimX: dimension, dimY: dimension, x, y };
    },
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      const scale = rho / (2 * unexplained * unexplained);
      for (let row = 0; row < count; row++) {
        let form = 0;
        for (let k = row * dimension; k < (row + 1) * dimension; k++)
          form += rho * (x[k] * x[k] + y[k] * y[k]) - 2 * x[k] * y[k];
        ratios[row] = nats - scale * form;
      }
      return ratios;
    },
  };
}

/** The correlation, above 0, at which d components share `nats` of information: sqrt(1 - e^(-2I/d)). */
export const rhoOfMi = (nats: number, dimension: number): number => Math.sqrt(-expm1((-2 * nats) / dimension));

const dimension = z
  .number('a positive whole number')
  .int('a positive whole number')
  .positive('a positive whole number')
  .default(1);

export const gaussianTask = entry({
  id: 'gaussian',
  summary:
    'componentwise correlated Gaussians: easy at low MI, and the standard hard case at many dimensions or high MI',
  options: z.strictObject({
    dimension,
    rho: z.number('a number in (-1, 1)').gt(-1, 'a number in (-1, 1)').lt(1, 'a number in (-1, 1)').optional(),
    mi: z.number('a number of nats, at least 0').min(0, 'a number of nats, at least 0').optional(),
  }),
  create({ dimension, rho, mi }): Task {
    if ((rho === undefined) === (mi === undefined)) {
      throw new InputError({
        argument: 'task gaussian',
        problem: rho === undefined ? 'has neither rho nor mi' : 'has both rho and mi',
        remedy: 'give one of them',
      });
    }
    const correlation = rho ?? rhoOfMi(mi!, dimension);
    if (correlation >= 1) {
      throw new InputError({
        argument: 'mi',
        value: mi,
        problem: `needs a correlation that rounds to 1 in ${dimension} dimensions`,
        remedy: 'lower mi or raise dimension',
      });
    }
    return gaussian({ dimension, rho: correlation });
  },
});
