import { createStream, foldIn, type Key, type NamedArrays, type StreamState } from '@minebench/core';
import { normalArray } from '../normal-array.ts';
import type { PlaneData } from './data/plane-data.ts';

/** Fresh draws for every alternation; the same key gives the same however they are cut into calls. */
export interface GanBatches {
  next(steps: number): NamedArrays;
  /** Where it stands, as `structuredClone` takes it. */
  position(): readonly StreamState[];
  moveTo(position: readonly StreamState[]): void;
}

export function createGanBatches(data: PlaneData, latent: number, batchSize: number, key: Key): GanBatches {
  const streams = ['real', 'latent', 'reference'].map((purpose) => createStream(foldIn(key, purpose)));
  const [real, noise, reference] = streams;
  return {
    next: (steps) => ({
      real: { dtype: 'float32', shape: [steps, batchSize, 2], data: data.draw(steps * batchSize, real) },
      latent: normalArray(noise, [steps, batchSize, latent]),
      reference: normalArray(reference, [steps, batchSize, latent]),
    }),
    position: () => streams.map(({ state }) => state),
    moveTo(position) {
      for (const [k, state] of position.entries()) streams[k].state = state;
    },
  };
}
