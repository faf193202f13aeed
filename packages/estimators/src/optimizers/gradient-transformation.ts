import type { OptimizerState } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';

/** What is to be added to the parameters: `scale * direction`, multiplied out once, so that a chain of factors costs one pass over the parameters. */
export interface Update {
  /** `[p]` */
  readonly direction: Tensor1D;
  readonly scale: Scalar | number;
}

/** A pair of pure functions from updates to updates, as optax has them; the first update of a chain is the gradient to ascend. */
export interface GradientTransformation {
  init(params: Tensor1D): OptimizerState;
  update(
    update: Update,
    state: OptimizerState,
    params: Tensor1D,
  ): { readonly update: Update; readonly state: OptimizerState };
}

/** The product of two factors; known numbers leave no node in the graph. */
export function times(a: Scalar | number, b: Scalar | number): Scalar | number {
  if (a === 1) return b;
  if (b === 1) return a;
  return typeof a === 'number' && typeof b === 'number' ? a * b : (tf.mul(a, b) as Scalar);
}

/** `scale * direction` as one tensor `[p]`. */
export const multiplied = ({ direction, scale }: Update): Tensor1D =>
  scale === 1 ? direction : (tf.mul(direction, scale) as Tensor1D);
