import { entry, expm1, foldIn, type Key, log, log1p, normalCdf, type Pairs, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { standardNormals } from './draws.ts';
import { requireCount } from './require-count.ts';

export interface GaussianOptions {
  /** d, of X and of Y. */
  readonly dimension: number;
  /** Correlation of each component of X with the same component of Y, in (-1, 1). */
  readonly rho: number;
}

const whole = 'give a positive whole number';
const correlation = 'give a number between -1 and 1, both excluded';
const information = 'give a number of nats, at least 0';

const dimensionSchema = z.number(whole).int(whole).positive(whole);
const rhoSchema = z.number(correlation).gt(-1, correlation).lt(1, correlation);
const schema = z.strictObject({ dimension: dimensionSchema, rho: rhoSchema });

/**
 * X and Y standard normal in d dimensions, (X_i, Y_i) correlated with rho, all else independent:
 * I = -(d/2) log(1 - rho^2), Var_P log r = d rho^2, Var_Q r = e^(2I) - 1.
 *
 * X comes from the key's stream `x`, the part of Y that X does not explain from its stream `noise`: a longer sample begins with a shorter one.
 * @throws InputError where `dimension` is no positive whole number or `rho` not in (-1, 1)
 */
export function gaussian(options: GaussianOptions): Task {
  const { dimension, rho } = parse(schema, options, 'gaussian');
  const unexplained = Math.sqrt((1 - rho) * (1 + rho));
  const nats = -0.5 * dimension * logOfUnexplained(rho);
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
    /** log r = I + sum (y^2 - ((y - rho x) / sqrt(1 - rho^2))^2) / 2: no cancellation between large terms where |rho| is near 1. */
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      for (let row = 0; row < count; row++) {
        let form = 0;
        for (let k = row * dimension; k < (row + 1) * dimension; k++) {
          const noise = (y[k] - rho * x[k]) / unexplained;
          form += y[k] * y[k] - noise * noise;
        }
        ratios[row] = nats + form / 2;
      }
      return ratios;
    },
    evidence: {
      marginals: { x: new Array(dimension).fill(normalCdf), y: new Array(dimension).fill(normalCdf) },
      // Made when asked for: of a thousand dimensions it is four million numbers.
      get correlation() {
        return componentwise(dimension, rho);
      },
    },
  };
}

const componentwise = (dimension: number, rho: number): number[][] =>
  Array.from({ length: 2 * dimension }, (_, i) =>
    Array.from({ length: 2 * dimension }, (_, j) => (i === j ? 1 : Math.abs(i - j) === dimension ? rho : 0)),
  );

/** log(1 - rho^2), accurate for rho near 0 and near 1. */
const logOfUnexplained = (rho: number): number =>
  Math.abs(rho) < 0.5 ? log1p(-rho * rho) : log((1 - rho) * (1 + rho));

/** The correlation, above 0, at which d components share `nats` of information: sqrt(1 - e^(-2I/d)). */
export const rhoOfMi = (nats: number, dimension: number): number => Math.sqrt(-expm1((-2 * nats) / dimension));

/** Options of the tasks that are made of componentwise correlated Gaussians. */
export const gaussianOptions = z
  .strictObject({
    dimension: dimensionSchema.default(1),
    rho: rhoSchema.optional(),
    mi: z.number(information).min(0, information).optional(),
  })
  .refine(({ rho, mi }) => (rho === undefined) !== (mi === undefined), 'give exactly one of rho and mi')
  .refine(({ dimension, mi }) => mi === undefined || rhoOfMi(mi, dimension) < 1, {
    path: ['mi'],
    message: 'its correlation rounds to 1; lower mi or raise dimension',
  });

/** The Gaussian of options that name rho or the information. */
export const gaussianOf = ({ dimension, rho, mi }: z.output<typeof gaussianOptions>): Task =>
  gaussian({ dimension, rho: rho ?? rhoOfMi(mi!, dimension) });

export const gaussianTask = entry({
  id: 'gaussian',
  summary:
    'componentwise correlated Gaussians: easy at low MI, and the standard hard case at many dimensions or high MI',
  options: gaussianOptions,
  create: gaussianOf,
  example: { dimension: 5, rho: 0.5 },
});
