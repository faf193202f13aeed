import type { NamedArrays, NamedSpecs, NamedTensors } from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';
import { onBackend } from '../on-backend.ts';
import { tf } from '../tf.ts';

/** A program's data as tensors of a backend: what comes as the same typed array again is not sent to the device again. */
export class ResidentTensors {
  readonly #backend: string;
  readonly #held = new Map<string, { readonly source: ArrayLike<number>; readonly tensor: Tensor }>();

  constructor(backend: string) {
    this.#backend = backend;
  }

  of(specs: NamedSpecs, arrays: NamedArrays): NamedTensors {
    return Object.fromEntries(
      Object.entries(specs).map(([name, { shape, dtype }]) => {
        const { data } = arrays[name];
        const held = this.#held.get(name);
        if (held?.source === data) return [name, held.tensor];
        held?.tensor.dispose();
        const tensor = onBackend(this.#backend, () => tf.keep(tf.tensor(data, [...shape], dtype)));
        this.#held.set(name, { source: data, tensor });
        return [name, tensor];
      }),
    );
  }

  dispose(): void {
    for (const { tensor } of this.#held.values()) tensor.dispose();
    this.#held.clear();
  }
}
