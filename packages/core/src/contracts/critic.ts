import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { Key } from './key.ts';

/** Trainable parameters: a plain object of tensors. */
export type Params = Readonly<Record<string, Tensor>>;

/**
 * A statistics network t(x, y), written in TensorFlow.js ops only, so that the engine can record it and run it natively.
 * Options (depth, width, ...) are bound when the critic is made; `id` is its name in records.
 */
export interface Critic {
  readonly id: string;
  /** Initial parameters for inputs of `dimX` and `dimY` numbers. */
  init(key: Key, dimX: number, dimY: number): Params;
  /** x of shape `[b, dimX]`, y of shape `[b, dimY]` -> one number a pair, `[b]`. */
  score(params: Params, x: Tensor2D, y: Tensor2D): Tensor1D;
  /** x of shape `[b, dimX]`, y of shape `[c, dimY]` -> t(x_i, y_j) for all pairs, `[b, c]`; worth defining where it is cheaper than b*c scores. */
  scoreProduct?(params: Params, x: Tensor2D, y: Tensor2D): Tensor2D;
}
