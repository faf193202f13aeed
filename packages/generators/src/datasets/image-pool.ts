import { InputError } from '@minebench/core';
import { MNIST_PIXELS, type Mnist } from './mnist.ts';

/** Images of one side by class, and back from an image to its class. */
export interface ImagePool {
  /** Rows of the images of each class. */
  readonly byClass: readonly Int32Array[];
  /** The class of an image as numbers in [0, 1]. Throws `InputError` where it is none of the pool's. */
  labelOf(image: Float64Array): number;
}

const byteOf = (value: number): number => value * 255 + 0.5;

/** 53 bits of two FNV-1a hashes. */
function hash(length: number, byteAt: (index: number) => number): number {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let k = 0; k < length; k++) {
    const byte = byteAt(k);
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ (byte + 1), 0x85ebca6b);
  }
  return (a >>> 0) * 0x200000 + ((b ^ (b >>> 15)) & 0x1fffff);
}

/** The images whose row is `offset` modulo `step`. */
export function imagePool({ count, pixels, labels }: Mnist, classes: number, step: number, offset: number): ImagePool {
  const rows = Array.from({ length: classes }, () => [] as number[]);
  for (let row = offset; row < count; row += step) rows[labels[row]].push(row);
  let index: Map<number, number> | undefined;
  const build = (): Map<number, number> => {
    const built = new Map<number, number>();
    for (const own of rows)
      for (const row of own)
        built.set(
          hash(MNIST_PIXELS, (k) => pixels[row * MNIST_PIXELS + k]),
          row,
        );
    return built;
  };
  return {
    byClass: rows.map((own) => Int32Array.from(own)),
    labelOf(image) {
      index ??= build();
      const row = index.get(hash(MNIST_PIXELS, (k) => byteOf(image[k]) | 0));
      // A hash may be shared; the image is not.
      if (row === undefined || image.some((value, k) => value !== pixels[row * MNIST_PIXELS + k] / 255))
        throw new InputError({
          argument: 'image',
          problem: 'is none of the set that it is said to be from',
          remedy: 'give images as this task samples them',
        });
      return labels[row];
    },
  };
}
