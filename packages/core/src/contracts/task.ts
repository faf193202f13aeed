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
  /** What has to be true for `nats` to be, where it is more than mathematics: that a label can be read from an image, say. */
  readonly assumption?: string;
}

/** A cumulative distribution function, P(coordinate <= value). */
export type Cdf = (value: number) => number;

/**
 * What is known of a task beside its information, and what certification holds its sampler to. All of it comes from the task's definition, never
 * from the sampler's own code: a sampler that draws something else must be caught by it.
 */
export interface Evidence {
  /** Exact distribution functions of the coordinates, `[dimX]` and `[dimY]`, of continuous distributions; `null` where none is stated. */
  readonly marginals?: { readonly x: readonly (Cdf | null)[]; readonly y: readonly (Cdf | null)[] };
  /** Correlation matrix of (X, Y), `dimX + dimY` rows of as many numbers; stated only where fourth moments exist. */
  readonly correlation?: readonly (readonly number[])[];
  /** Of an image of another task under injective maps of X and of Y: that task, and what takes pairs back to it. */
  readonly base?: { readonly task: Task; invert(pairs: Pairs): Pairs };
  /** Of a task on two finite alphabets: the joint probabilities, a row a symbol of X, and the symbols of pairs, `[count]` each. */
  readonly alphabet?: {
    readonly probabilities: readonly (readonly number[])[];
    symbols(pairs: Pairs): { readonly x: Int32Array; readonly y: Int32Array };
  };
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
  readonly evidence?: Evidence;
}
