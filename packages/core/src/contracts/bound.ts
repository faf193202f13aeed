import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { Params } from './critic.ts';
import type { Key } from './key.ts';

/** What an estimate claims about the mutual information, in expectation and with evaluation points the critic has not seen. */
export type EstimateKind = 'lower' | 'upper' | 'neither';

/** What a bound sees of a batch: critic values on b joint pairs and on n' reference pairs. */
export interface BoundContext {
  /** t on joint pairs, `[b]`. */
  readonly joint: Tensor1D;
  /** t on reference pairs, `[n']`. */
  readonly reference: Tensor1D;
  /** t on all pairs of the batch, `[b, b]`, joint pairs on the diagonal; present where `references` is `product`. */
  readonly product?: Tensor2D;
  /** The batch, `[b, dimX]` and `[b, dimY]`. */
  readonly x?: Tensor2D;
  readonly y?: Tensor2D;
  /** Parameters of the bound's own networks, where it has `init`. */
  readonly aux?: Params;
}

/** Carried from step to step: a plain object of scalars (MINE's moving average lives here). */
export type BoundState = Readonly<Record<string, Scalar>>;

/** A variational bound on (or estimator of) mutual information, as a pair of TensorFlow.js functions. */
export interface Bound {
  readonly id: string;
  readonly kind: EstimateKind;
  /** Which reference values it needs. */
  readonly references: 'pairs' | 'product' | 'uniform' | 'none';
  /** Auxiliary networks that train with the critic. */
  init?(key: Key, dimX: number, dimY: number): Params;
  initState(): BoundState;
  /** What to maximise on this batch (a scalar whose gradient is the training signal), and the next state. */
  objective(context: BoundContext, state: BoundState): { readonly value: Scalar; readonly state: BoundState };
  /** The estimate in nats on this batch or on an evaluation sample: a scalar. */
  estimate(context: BoundContext): Scalar;
  /**
   * Empirical influence of each point on `estimate`: `[b]` and `[n']`. With independent pairs the estimate's variance is
   * Var(joint)/b + Var(reference)/n' (delta method); with pairs that share points the influences are summed by point. Absent: the standard error
   * comes from a jackknife, which is too large unless n' is far above n.
   */
  influence?(context: BoundContext): { readonly joint: Tensor1D; readonly reference: Tensor1D };
}
