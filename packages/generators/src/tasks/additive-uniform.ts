import { createStream, entry, foldIn, type Key, log, type Pairs, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { requireCount } from './require-count.ts';

export interface AdditiveUniformOptions {
  /** Half the width of the noise, above 0. */
  readonly epsilon: number;
}

const width = 'give a number above 0';
const schema = z.strictObject({ epsilon: z.number(width).positive(width) });

/** Of y - x, against the rounding of the sum y = x + noise. */
const ROUNDING = 4 * Number.EPSILON;

/** Integral of the distribution function of U(0, 1) from -infinity to s. */
const rampArea = (s: number): number => (s <= 0 ? 0 : s <= 1 ? 0.5 * s * s : s - 0.5);

/**
 * X uniform on (0, 1), Y = X + U(-epsilon, epsilon): I = epsilon - log(2 epsilon) for epsilon <= 1/2, 1 / (4 epsilon) beyond (Czyz et al. 2023, Beyond Normal).
 *
 * X comes from the key's stream `x`, the noise from its stream `noise`: a longer sample begins with a shorter one.
 * @throws InputError where `epsilon` is not above 0
 */
export function additiveUniform(options: AdditiveUniformOptions): Task {
  const { epsilon } = parse(schema, options, 'additiveUniform');
  const nats = epsilon <= 0.5 ? epsilon - log(2 * epsilon) : 1 / (4 * epsilon);
  const correlation = 1 / Math.sqrt(1 + 4 * epsilon * epsilon);
  return {
    id: `additive-uniform(epsilon=${epsilon})`,
    dimX: 1,
    dimY: 1,
    mi: { nats, method: 'analytic' },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const ofX = createStream(foldIn(key, 'x'));
      const noise = createStream(foldIn(key, 'noise'));
      const x = new Float64Array(count);
      const y = new Float64Array(count);
      for (let row = 0; row < count; row++) {
        x[row] = ofX.openUniform();
        y[row] = x[row] + epsilon * (2 * noise.openUniform() - 1);
      }
      return { count, dimX: 1, dimY: 1, x, y };
    },
    /** log r = -log P(|y - X| < epsilon), the share of X's that may lie under y; -Infinity where x is none of them. */
    logDensityRatio({ count, x, y }: Pairs): Float64Array {
      const ratios = new Float64Array(count);
      for (let row = 0; row < count; row++) {
        const possible = Math.abs(y[row] - x[row]) <= epsilon + ROUNDING * (1 + epsilon);
        const share = Math.min(1, y[row] + epsilon) - Math.max(0, y[row] - epsilon);
        ratios[row] = possible ? -log(share) : -Infinity;
      }
      return ratios;
    },
    evidence: {
      marginals: {
        x: [(value) => Math.min(1, Math.max(0, value))],
        // A trapezium's area: exact 1 beyond its end, where the difference of the areas rounds.
        y: [(v) => (v >= 1 + epsilon ? 1 : (rampArea(v + epsilon) - rampArea(v - epsilon)) / (2 * epsilon))],
      },
      correlation: [
        [1, correlation],
        [correlation, 1],
      ],
    },
  };
}

export const additiveUniformTask = entry({
  id: 'additive-uniform',
  summary: 'uniform plus uniform noise: density ratios with a sharp edge',
  options: schema,
  create: additiveUniform,
  example: { epsilon: 0.75 },
});
