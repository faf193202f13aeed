import { type Cdf, createStream, entry, foldIn, type Key, log, type Pairs, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { componentwiseCorrelation } from './componentwise-evidence.ts';
import { standardNormals } from './draws.ts';
import { type CurveName, curves, LOG_ROOT_TWO_PI, noisyCurveMarginal } from './noisy-curve.ts';
import { requireCount } from './require-count.ts';

export interface EquitabilityOptions {
  readonly f: CurveName;
  /** Standard deviation of the noise, from .001 to 1000. */
  readonly sigma: number;
  /** d, of independent components of X and of Y; 1 where absent. */
  readonly dimension?: number;
}

const range = 'give a number from 0.001 to 1000';
const whole = 'give a positive whole number';
const schema = z.strictObject({
  f: z.enum(Object.keys(curves) as CurveName[], `give one of ${Object.keys(curves).join(', ')}`).default('x'),
  sigma: z.number(range).min(0.001, range).max(1000, range).default(0.5),
  dimension: z.number(whole).int(whole).positive(whole).default(1),
});

/**
 * Y = f(X) + sigma Z in each of d components, X uniform on (-1, 1), Z standard normal (Kinney and Atwal 2014; Belghazi et al. 2018, figure 3): I = h(Y) - h(sigma Z), h(Y)
 * by adaptive quadrature to 1e-8. I(2x, sigma) = I(x, sigma / 2).
 *
 * The log density ratio is exact for x and 2x, within 1e-11 of it for the others. X comes from the key's stream `x`, the noise from its stream `noise`: a
 * longer sample begins with a shorter one.
 * @throws InputError where `f` is none of the four, `sigma` out of range or `dimension` no positive whole number
 */
export function equitability(options: EquitabilityOptions): Task {
  const { f, sigma, dimension } = parse(schema, options, 'equitability');
  const curve = curves[f];
  const marginal = noisyCurveMarginal(f, sigma);
  const constant = -log(sigma) - LOG_ROOT_TWO_PI;
  const spread = curve.square + sigma * sigma;
  const correlation = curve.product / Math.sqrt(spread / 3);
  return {
    id: `equitability(f=${f}, sigma=${sigma}, dimension=${dimension})`,
    dimX: dimension,
    dimY: dimension,
    mi: { nats: dimension * marginal.nats, method: 'quadrature' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const x = new Float64Array(count * dimension);
      const stream = createStream(foldIn(key, 'x'));
      const y = standardNormals(count * dimension, foldIn(key, 'noise'));
      for (let k = 0; k < x.length; k++) {
        x[k] = 2 * stream.openUniform() - 1;
        y[k] = curve.f(x[k]) + sigma * y[k];
      }
      return { count, dimX: dimension, dimY: dimension, x, y };
    },
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      for (let k = 0; k < x.length; k++) {
        const noise = (y[k] - curve.f(x[k])) / sigma;
        ratios[Math.floor(k / dimension)] += constant - 0.5 * noise * noise - marginal.logDensity(y[k]);
      }
      return ratios;
    },
    evidence: {
      marginals: {
        x: new Array<Cdf>(dimension).fill((x) => (x <= -1 ? 0 : x >= 1 ? 1 : 0.5 * (x + 1))),
        y: new Array<Cdf>(dimension).fill(marginal.cdf),
      },
      correlation: componentwiseCorrelation(dimension, correlation),
    },
  };
}

export const equitabilityTask = entry({
  id: 'equitability',
  summary:
    'a function of X plus noise: the same information in different shapes, which an equitable estimator reads alike',
  options: schema,
  create: equitability,
});
