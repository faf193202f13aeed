import { NOISE_LEVELS } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';

export interface DropoutOptions {
  /** Share of hidden units that are set to zero in a training step, the others scaled up to keep the mean (Srivastava et al. 2014). */
  readonly dropout?: number;
}

const advice = 'give 0, or the share of units to drop, from 0.001 to 0.99';

/** The option of critics that drop hidden units while they train. */
export const dropoutOptions = {
  dropout: z
    .number(advice)
    .refine((rate) => rate === 0 || (rate >= 0.001 && rate <= 0.99), advice)
    .default(0),
};

/** Random numbers that dropout takes for each row, and for each unit that may be dropped. */
export const NOISE_PER_ROW = 2;
export const NOISE_PER_UNIT = 2;

/** Of the levels of noise, those that let a unit through. */
export const keptLevels = (rate: number): number => Math.round((1 - rate) * NOISE_LEVELS);

/** What makes rows differ: two columns of integers below NOISE_LEVELS (or a few times that), `[r, 1]`. */
export interface RowNoise {
  readonly slope: Tensor2D;
  readonly offset: Tensor2D;
}

/** Drops units of `[r, h]`; the next call is for the next layer, and takes its own numbers. */
export type Dropout = (value: Tensor2D) => Tensor2D;

/** Gives out the numbers of a training step's noise in order. */
export interface NoiseReader {
  rows(count: number): RowNoise;
  dropout(rate: number, rows: RowNoise): Dropout;
}

/**
 * Masks by exact integer arithmetic in float32: unit j of row i is kept where (s_i u_j + v_j + w_i) mod p is below (1 - rate) p, with p = NOISE_LEVELS
 * and s, w and u, v uniform on the integers below p, two numbers a row and two a unit instead of one for each of both. Any two masks are independent, since v
 * differs between units and w between rows; the product makes all but few of those at the corners of a rectangle so, too. No number exceeds 2^22
 * and nothing is rounded, so that every engine makes the same masks.
 */
export function readNoise(noise: Tensor1D): NoiseReader {
  let taken = 0;
  const take = (count: number): Tensor1D => {
    const part = tf.slice(noise, [taken], [count]);
    taken += count;
    return part;
  };
  return {
    rows: (count) => ({
      slope: tf.reshape(take(count), [count, 1]) as Tensor2D,
      offset: tf.reshape(take(count), [count, 1]) as Tensor2D,
    }),
    dropout: (rate, { slope, offset }) => {
      const kept = keptLevels(rate);
      return (value) => {
        const units = value.shape[1];
        const [u, v] = [take(units), take(units)].map((part) => tf.reshape(part, [1, units]));
        const level = remainder(tf.add(tf.add(tf.mul(slope, u), offset), v));
        const mask = tf.cast(tf.less(level, kept), 'float32');
        return tf.mul(value, tf.mul(mask, NOISE_LEVELS / kept));
      };
    },
  };
}

/** Row noise of all pairs (x_i, y_j), `[b * c, 1]`, x_i before x_i+1; pairs that share a point are independent through the other. */
export function pairedRows(x: RowNoise, y: RowNoise): RowNoise {
  const pairs = (a: Tensor2D, b: Tensor2D): Tensor2D =>
    remainder(tf.reshape(tf.add(a, tf.reshape(b, [1, b.shape[0]])), [a.shape[0] * b.shape[0], 1]));
  return { slope: pairs(x.slope, y.slope), offset: pairs(x.offset, y.offset) };
}

/** Row noise of the pairs (x_i, y_i), `[b, 1]`: the diagonal of {@link pairedRows}. */
export const alignedRows = (x: RowNoise, y: RowNoise): RowNoise => ({
  slope: remainder(tf.add(x.slope, y.slope)),
  offset: remainder(tf.add(x.offset, y.offset)),
});

/**
 * a mod NOISE_LEVELS for integers from 0 to 2^22. A product with the reciprocal, where a graphics card would divide inexactly: half a unit more than a keeps
 * it away from the whole numbers by more than its rounding.
 */
export function remainder(a: Tensor2D): Tensor2D {
  const quotient = tf.floor(tf.mul(tf.add(a, 0.5), 1 / NOISE_LEVELS));
  return tf.sub(a, tf.mul(quotient, NOISE_LEVELS));
}
