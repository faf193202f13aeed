import type { NdArray, Params } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs';

/**
 * How named parameters lie in one flat vector `[p]`. Optimisers see the vector; a step splits it once at its top and joins the gradients once
 * at its end, so that an optimiser's step is a few nodes however many parameters there are.
 */
export interface ParameterLayout {
  readonly names: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  /** p, the number of weights. */
  readonly total: number;
}

/** Runs an `init` on the host; gives its layout and its values as one vector. */
export function initialParameters(init: () => Params): { layout: ParameterLayout; flat: NdArray } {
  return onHost(() => {
    const params = init();
    const names = Object.keys(params);
    const shapes = names.map((name) => [...params[name].shape]);
    const sizes = names.map((name) => params[name].size);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const data = new Float32Array(total);
    let offset = 0;
    for (const name of names) {
      data.set(params[name].dataSync() as Float32Array, offset);
      offset += params[name].size;
    }
    return { layout: { names, shapes, sizes, total }, flat: { dtype: 'float32', shape: [total], data } };
  });
}

/** The pieces of a flat vector, in the layout's order and shapes. */
export function splitParameters(layout: ParameterLayout, flat: Tensor1D): Tensor[] {
  const pieces = layout.sizes.length === 1 ? [flat] : tf.split(flat, [...layout.sizes]);
  return pieces.map((piece, k) => tf.reshape(piece, [...layout.shapes[k]]));
}

/** Pieces as named parameters. */
export const nameParameters = (layout: ParameterLayout, pieces: readonly Tensor[]): Params =>
  Object.fromEntries(layout.names.map((name, k) => [name, pieces[k]]));

/** The inverse of {@link splitParameters}. */
export const joinParameters = (pieces: readonly Tensor[]): Tensor1D => {
  const flat = pieces.map((piece) => tf.reshape(piece, [piece.size]));
  return (flat.length === 1 ? flat[0] : tf.concat(flat)) as Tensor1D;
};
