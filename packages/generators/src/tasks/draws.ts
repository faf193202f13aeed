import { createStream, type Key } from '@minebench/core';

/** `count` standard normal numbers of a key. A longer draw of the same key begins with a shorter one. */
export function standardNormals(count: number, key: Key): Float64Array {
  const numbers = new Float64Array(count);
  createStream(key).fillNormal(numbers);
  return numbers;
}
