import { createStream, keyFromSeed, type Stream } from '@minebench/core';

/** `count` standard normal numbers of a stream. */
export function normalsOf(stream: Stream, count: number): Float64Array {
  const numbers = new Float64Array(count);
  stream.fillNormal(numbers);
  return numbers;
}

/** `count` standard normal numbers of a seed. */
export const normals = (seed: number, count: number): Float64Array => normalsOf(createStream(keyFromSeed(seed)), count);
