import type { Tensor, Tensor1D } from '@tensorflow/tfjs';

/** An optimiser's slots: a plain object of tensors. */
export type OptimizerState = Readonly<Record<string, Tensor>>;

/** A pair of pure functions over one flat parameter vector `[p]`, as optax has them. */
export interface Optimizer {
  readonly id: string;
  init(params: Tensor1D): OptimizerState;
  /** `grads` is the gradient of what is to be maximised. */
  update(
    grads: Tensor1D,
    state: OptimizerState,
    params: Tensor1D,
  ): { readonly params: Tensor1D; readonly state: OptimizerState };
}
