import { type Cdf, createStream, entry, foldIn, type Key, log, type Pairs, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { componentwiseCorrelation } from './componentwise-evidence.ts';
import { requireCount } from './require-count.ts';

export interface CorrelatedUniformOptions {
  /** w, of the noise, in (0, 1]; 1 makes X and Y independent. */
  readonly width: number;
  /** d, of independent components of X and of Y; 1 where absent. */
  readonly dimension?: number;
}

const range = 'give a number from 1e-6 to 1';
const whole = 'give a positive whole number';
const schema = z.strictObject({
  width: z.number(range).min(1e-6, range).max(1, range).default(0.25),
  dimension: z.number(whole).int(whole).positive(whole).default(1),
});

/** The grid that `Stream.uniform` draws from. On it sums and differences of numbers in [0, 1) are exact. */
const GRID = 9007199254740992;

const uniformCdf: Cdf = (value) => (value <= 0 ? 0 : value >= 1 ? 1 : value);

/**
 * X uniform on [0, 1), Y = X + w U modulo 1, U uniform on [0, 1), in each of d components: both marginals are uniform, the joint density is 1/w on a band that runs
 * round the torus and 0 elsewhere, I = -log w. The correlation is (1 - w)(1 - 2w): none at w = 1/2, where I = log 2.
 *
 * The density ratio is 0 off the band, its logarithm -Infinity. X comes from the key's stream `x`, the noise from its stream `noise`: a longer sample begins with a shorter one.
 * @throws InputError where `width` is out of range or `dimension` no positive whole number
 */
export function correlatedUniform(options: CorrelatedUniformOptions): Task {
  const { width, dimension } = parse(schema, options, 'correlatedUniform');
  // -0 would be printed as such.
  const nats = width === 1 ? 0 : -log(width);
  return {
    id: `correlated-uniform(width=${width}, dimension=${dimension})`,
    dimX: dimension,
    dimY: dimension,
    mi: { nats: dimension * nats, method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const x = new Float64Array(count * dimension);
      const y = new Float64Array(count * dimension);
      createStream(foldIn(key, 'x')).fillUniform(x);
      createStream(foldIn(key, 'noise')).fillUniform(y);
      for (let k = 0; k < x.length; k++) {
        // On the grid, so that no pair is rounded off the band.
        const noise = Math.floor(width * y[k] * GRID) / GRID;
        y[k] = x[k] + noise >= 1 ? x[k] - 1 + noise : x[k] + noise;
      }
      return { count, dimX: dimension, dimY: dimension, x, y };
    },
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      for (let k = 0; k < x.length; k++) {
        const difference = y[k] < x[k] ? y[k] - x[k] + 1 : y[k] - x[k];
        ratios[Math.floor(k / dimension)] += difference <= width ? nats : Number.NEGATIVE_INFINITY;
      }
      return ratios;
    },
    evidence: {
      marginals: { x: new Array<Cdf>(dimension).fill(uniformCdf), y: new Array<Cdf>(dimension).fill(uniformCdf) },
      correlation: componentwiseCorrelation(dimension, (1 - width) * (1 - 2 * width)),
    },
  };
}

export const correlatedUniformTask = entry({
  id: 'correlated-uniform',
  summary: 'a band round the torus: a density ratio that jumps, which smooth critics blur; no correlation at width 1/2',
  options: schema,
  create: correlatedUniform,
});
