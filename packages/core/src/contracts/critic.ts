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
  /**
   * x of shape `[b, dimX]`, y of shape `[b, dimY]` -> one number a pair, `[b]`. `noise` is there while training, where the critic has
   * `noiseSize`, and nowhere else: without it the critic is deterministic.
   */
  score(params: Params, x: Tensor2D, y: Tensor2D, noise?: Tensor1D): Tensor1D;
  /** x of shape `[b, dimX]`, y of shape `[c, dimY]` -> t(x_i, y_j) for all pairs, `[b, c]`; worth defining where it is cheaper than b*c scores. */
  scoreProduct?(params: Params, x: Tensor2D, y: Tensor2D, noise?: Tensor1D): Tensor2D;
  /**
   * How many random numbers a call with `rows` rows of x and as many of y takes while training (dropout); fresh ones for every step, integers
   * in [0, NOISE_LEVELS) as float32. They come from outside, since a recorded step draws nothing itself.
   */
  noiseSize?(rows: number): number;
}

/** Noise is uniform on the integers below this prime: products of two are exact in float32, so that masks made of them are the same on every engine. */
export const NOISE_LEVELS = 2039;
