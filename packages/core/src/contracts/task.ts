import type { Key } from './key.ts';

/**
 * `count` paired points, row-major: `x` holds `count * dimX` numbers, `y` holds `count * dimY`.
 * Float64, so that classical estimators and identities see the sampler's own precision; engines convert to float32.
 */
export interface Pairs {
  readonly count: number;
  readonly dimX: number;
  readonly dimY: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A task's mutual information in nats, and how it is known. */
export interface KnownMi {
  readonly nats: number;
  readonly method: 'analytic' | 'quadrature' | 'monte-carlo';
  /** Of `nats`; present where the method is Monte Carlo. */
  readonly standardError?: number;
}

/** A sampler with known mutual information. */
export interface Task {
  readonly id: string;
  readonly dimX: number;
  readonly dimY: number;
  readonly mi: KnownMi;
  /** `count` independent draws of (X, Y). The same key gives the same bytes on every machine. */
  sample(count: number, key: Key): Pairs;
  /** log dP/dQ at each pair, `[count]`, in nats: the optimal critic of DV, which separates a bound's own bias from optimisation error. */
  logDensityRatio?(pairs: Pairs): Float64Array;
}
