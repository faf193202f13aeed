import {
  type Cdf,
  createStream,
  digamma,
  entry,
  expm1,
  foldIn,
  type Key,
  log,
  log1p,
  nextGamma,
  type Pairs,
  parse,
  regularizedGamma,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import { componentwiseCorrelation } from './componentwise-evidence.ts';
import { requireCount } from './require-count.ts';

export interface GammaExponentialOptions {
  /** a, of the gamma distribution of X, from .05 (below, X rounds to 0) to 10^6. */
  readonly shape: number;
  /** d, of independent components of X and of Y; 1 where absent. */
  readonly dimension?: number;
}

const range = 'give a number from 0.05 to 1000000';
const whole = 'give a positive whole number';
const schema = z.strictObject({
  shape: z.number(range).min(0.05, range).max(1e6, range).default(1),
  dimension: z.number(whole).int(whole).positive(whole).default(1),
});

/** Y has moments below its shape only; a correlation's standard error needs the fourth, and settles only with the eighth. */
const SETTLED_MOMENTS = 8;

/**
 * X gamma of shape a and scale 1, Y given X exponential with rate X, in each of d components (Darbellay and Vajda 2000): Y has the density a / (1 + y)^(a+1),
 * log r = log x - x y - log a + (a + 1) log(1 + y), whose terms have the means psi(a), 1, log a and (a + 1)/a: I = psi(a + 1) - log a.
 *
 * X comes from the key's stream `x`, Y's exponential numbers from its stream `noise`: a longer sample begins with a shorter one.
 * @throws InputError where `shape` is out of range or `dimension` no positive whole number
 */
export function gammaExponential(options: GammaExponentialOptions): Task {
  const { shape, dimension } = parse(schema, options, 'gammaExponential');
  const marginals = {
    x: new Array<Cdf>(dimension).fill((x) => (x <= 0 ? 0 : regularizedGamma(shape, x))),
    y: new Array<Cdf>(dimension).fill((y) => (y <= 0 ? 0 : -expm1(-shape * log1p(y)))),
  };
  return {
    id: `gamma-exponential(shape=${shape}, dimension=${dimension})`,
    dimX: dimension,
    dimY: dimension,
    mi: { nats: dimension * (digamma(shape + 1) - log(shape)), method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const ofX = createStream(foldIn(key, 'x'));
      const x = new Float64Array(count * dimension);
      const y = new Float64Array(count * dimension);
      createStream(foldIn(key, 'noise')).fillExponential(y);
      for (let k = 0; k < x.length; k++) {
        x[k] = nextGamma(ofX, shape);
        y[k] /= x[k];
      }
      return { count, dimX: dimension, dimY: dimension, x, y };
    },
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      for (let k = 0; k < x.length; k++)
        ratios[Math.floor(k / dimension)] += log(x[k]) - x[k] * y[k] - log(shape) + (shape + 1) * log1p(y[k]);
      return ratios;
    },
    evidence: {
      marginals,
      // Cov(X, Y) = 1 - a/(a - 1), Var X = a, Var Y = a / ((a - 1)^2 (a - 2))
      ...(shape > SETTLED_MOMENTS && {
        correlation: componentwiseCorrelation(dimension, -Math.sqrt(shape - 2) / shape),
      }),
    },
  };
}

export const gammaExponentialTask = entry({
  id: 'gamma-exponential',
  summary:
    'Y exponential with rate X: skewed and heavy-tailed (Y has no mean at shape 1), most information at a small shape',
  options: schema,
  create: gammaExponential,
});
