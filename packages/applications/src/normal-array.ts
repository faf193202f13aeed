import type { createStream, NdArray } from '@minebench/core';

/** Standard normal noise, `shape` numbers. */
export function normalArray(stream: ReturnType<typeof createStream>, shape: readonly number[]): NdArray {
  const drawn = new Float64Array(shape.reduce((product, length) => product * length, 1));
  stream.fillNormal(drawn);
  return { dtype: 'float32', shape, data: Float32Array.from(drawn) };
}
