import { createStream, foldIn, type Key, type NamedArrays, NOISE_LEVELS, type StreamState } from '@minebench/core';
import { normalArray } from '../normal-array.ts';
import type { Classifier } from './classifier.ts';
import { isNoisy } from './regularizer.ts';

/** Rows of the training images, epoch by epoch in a new random order, with the random numbers of their steps. */
export interface BottleneckBatches {
  /** The next steps, which lie in one epoch. */
  next(steps: number): NamedArrays;
  position(): BatchPosition;
  moveTo(position: BatchPosition): void;
}

export interface BatchPosition {
  readonly streams: readonly StreamState[];
  readonly order: Int32Array;
  readonly step: number;
}

/** The images that do not fill a last batch of an epoch are left out of that epoch. */
export const stepsPerEpoch = (images: number, batchSize: number): number => Math.floor(images / batchSize);

export function createBottleneckBatches(
  classifier: Classifier,
  images: number,
  batchSize: number,
  key: Key,
): BottleneckBatches {
  const streams = ['order', 'noise', 'dropped'].map((purpose) => createStream(foldIn(key, purpose)));
  const [orders, noise, dropped] = streams;
  const perEpoch = stepsPerEpoch(images, batchSize);
  const levels = classifier.unitNoise(batchSize);
  let order: Int32Array = new Int32Array(0);
  let step = 0;
  return {
    next(steps) {
      if (step % perEpoch === 0) order = orders.permutation(images);
      const start = (step % perEpoch) * batchSize;
      step += steps;
      return {
        rows: { dtype: 'int32', shape: [steps, batchSize], data: order.slice(start, start + steps * batchSize) },
        ...(isNoisy(classifier.regularizer) ? { noise: normalArray(noise, [steps, batchSize, classifier.code]) } : {}),
        ...(levels > 0
          ? {
              dropped: {
                dtype: 'float32',
                shape: [steps, levels],
                data: Float32Array.from({ length: steps * levels }, () => dropped.integer(NOISE_LEVELS)),
              } as const,
            }
          : {}),
      };
    },
    position: () => ({ streams: streams.map(({ state }) => state), order, step }),
    moveTo(position) {
      for (const [k, state] of position.streams.entries()) streams[k].state = state;
      ({ order, step } = position);
    },
  };
}
