import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { Critic, Params } from './critic.ts';
import type { Key } from './key.ts';

/** What an estimate claims about the mutual information, in expectation and with evaluation points the critic has not seen. */
export type EstimateKind = 'lower' | 'upper' | 'neither';

/** Carried from step to step: a plain object of scalars (MINE's moving average lives here). */
export type BoundState = Readonly<Record<string, Scalar>>;

/** What a bound's own networks give for each pair: a number a pair under each name. */
export type OwnValues = Readonly<Record<string, Tensor1D>>;

/** What a bound without references sees of b joint pairs. */
export interface JointContext {
  /** t on joint pairs, `[b]`. */
  readonly joint: Tensor1D;
  /** The bound's own values on the joint pairs, `[b]` each; empty where it has no networks of its own. */
  readonly own: OwnValues;
}

/** What a bound on pairs sees: critic values on b joint pairs and on n' reference pairs. */
export interface PairContext extends JointContext {
  /** t on reference pairs, `[n']`. */
  readonly reference: Tensor1D;
  /** The bound's own values on the reference pairs, `[n']` each. */
  readonly ownReference: OwnValues;
}

/** What a bound on a batch's product sees. */
export interface ProductContext extends JointContext {
  /** t(x_i, y_j) on all pairs of the batch, `[b, b]`: a row an x, a column a y, joint pairs on the diagonal. */
  readonly product: Tensor2D;
}

/** Empirical influence of each joint pair on an estimate, `[b]`, up to a constant. */
export interface JointInfluence {
  readonly joint: Tensor1D;
}

/** Of each joint pair, `[b]`, and of each reference pair, `[n']`. */
export interface PairInfluence extends JointInfluence {
  readonly reference: Tensor1D;
}

interface BoundOn<Context, Influence> {
  readonly id: string;
  readonly kind: EstimateKind;
  /**
   * A critic of the bound's own, which takes the place of the estimator's: the conditional density of CLUB, whose scores are log q(y|x).
   */
  readonly critic?: Critic;
  /** Parameters of auxiliary networks that train with the critic: TUBA's baseline, FLO's u. */
  init?(key: Key, dimX: number, dimY: number): Params;
  /** Their values on pairs, x `[r, dimX]` and y `[r, dimY]` -> `[r]` under each name. Goes with `init`. */
  own?(params: Params, x: Tensor2D, y: Tensor2D): OwnValues;
  initState(): BoundState;
  /** What to maximise on this batch (a scalar whose gradient is the training signal), and the next state. */
  objective(context: Context, state: BoundState): { readonly value: Scalar; readonly state: BoundState };
  /** The estimate in nats on this batch or on an evaluation sample: a scalar. */
  estimate(context: Context): Scalar;
  /** What early stopping maximises on the selection part: a scalar. Absent: the estimate, as is right for a lower bound. */
  criterion?(context: Context): Scalar;
  /**
   * Influence of each point on `estimate`. With independent pairs the estimate's variance is Var(joint)/b + Var(reference)/n' (delta method);
   * with pairs that share points the influences are summed by point. Absent: the standard error of a bound on pairs comes from a jackknife, which
   * is too large unless n' is far above n.
   */
  influence?(context: Context): Influence;
  /**
   * The optimal critic's scores at pairs, and the own values that go with them, from log dP/dQ at those pairs: `[r]` each. It separates the bound's
   * own error from that of optimisation. Absent where the optimum is no function of log dP/dQ.
   */
  atOptimum?(logRatio: Tensor1D): { readonly scores: Tensor1D; readonly own?: OwnValues };
}

/**
 * A bound on joint and reference pairs. References come from the training scheme (`pairs`), or are uniform over the box of the sample, x and y
 * independent (`uniform`).
 */
export interface PairBound extends BoundOn<PairContext, PairInfluence> {
  readonly references: 'pairs' | 'uniform';
}

/** A bound on all pairs of a batch. It is evaluated on batches of the training size, whose mean is the estimate. */
export interface ProductBound extends BoundOn<ProductContext, never> {
  readonly references: 'product';
}

/** A bound that needs joint pairs only. */
export interface JointBound extends BoundOn<JointContext, JointInfluence> {
  readonly references: 'none';
}

/** A variational bound on (or estimator of) mutual information, as TensorFlow.js functions. */
export type Bound = PairBound | ProductBound | JointBound;
