import type { NamedArrays, NamedTensors, NdArray } from '@minebench/core';
import { tf } from './tf.ts';

/** Arrays as tensors of the backend that is chosen. */
export const toTensors = (arrays: NamedArrays, names: readonly string[] = Object.keys(arrays)): NamedTensors =>
  Object.fromEntries(
    names.map((name) => [name, tf.tensor(arrays[name].data, [...arrays[name].shape], arrays[name].dtype)]),
  );

/** Tensors as arrays of the host: reads their numbers, which no step that is recorded can do. */
export const toArrays = (tensors: NamedTensors): NamedArrays =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      {
        dtype: tensor.dtype as NdArray['dtype'],
        shape: [...tensor.shape],
        data: tensor.dataSync().slice() as Float32Array,
      },
    ]),
  );
