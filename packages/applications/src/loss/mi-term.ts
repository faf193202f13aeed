import type { Bound, Critic, Key, NamedArrays, NamedTensors, Optimizer } from '@minebench/core';
import type { TensorBatch } from '@minebench/estimators';
import type { Scalar } from '@tensorflow/tfjs';

/** What a critic beside a larger model needs to know. */
export interface MiTermOptions {
  /** Numbers in a row of x, and of y. */
  readonly dimX: number;
  readonly dimY: number;
  /** Of the critic. Adam with a learning rate of 10^-3 where absent. */
  readonly optimizer?: Optimizer;
  /** Factor of the mutual information in the loss; 1 where absent. */
  readonly weight?: number;
}

/**
 * Mutual information as a term of a loss. The critic, its bound's own networks, their optimiser and the bound's state (MINE's moving average) travel in one state,
 * a plain record of tensors, apart from the model's: nothing is hidden in the term, which is two pure functions of tensors. They run as they are in plain
 * TensorFlow.js, and inside a step that an engine records.
 *
 * The critic always climbs the bound's objective, whatever the model does: `update`. The model sees the critic's parameters as constants: `loss`. A step of training calls both
 * on the same state, the order of the two does not matter.
 */
export interface MiTerm {
  readonly bound: Bound;
  readonly critic: Critic;
  /** The state before the first step, on the host: what `Program.run` takes; `toTensors` makes tensors of it. */
  init(key: Key): NamedArrays;
  /**
   * What to add to a loss that is minimised: a scalar, differentiable in the batch. Its value is the bound's training objective times the weight, with the sign of
   * the term; that of MINE, JS or SMILE is no estimate in nats, which `update` gives. Of a bound that fits a density of its own (CLUB, L1Out, difference of entropies) it is the
   * estimate, while `update` climbs the likelihood (Cheng et al. 2020).
   */
  loss(state: NamedTensors, batch: TensorBatch): Scalar;
  /**
   * One step of the critic towards a larger bound on the batch, whose tensors are constants to it.
   * @returns the next state, and the bound's estimate on the batch in nats before the step
   */
  update(state: NamedTensors, batch: TensorBatch): { readonly state: NamedTensors; readonly estimate: Scalar };
}
