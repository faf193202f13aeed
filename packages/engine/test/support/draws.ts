import { createStream, keyFromSeed, type NdArray, type Stream } from '@minebench/core';

type Shape = readonly number[];

const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** Seeded arrays of any shape, so that a table of cases is the same in every run. */
export class Draws {
  readonly #stream: Stream;

  constructor(seed: number) {
    this.#stream = createStream(keyFromSeed(seed));
  }

  #floats(shape: Shape, draw: () => number): NdArray {
    return { dtype: 'float32', shape, data: Float32Array.from({ length: sizeOf(shape) }, draw) };
  }

  normal(...shape: number[]): NdArray {
    return this.#floats(shape, () => this.#stream.normal());
  }

  /** Uniform between two numbers. */
  between(low: number, high: number, shape: Shape): NdArray {
    return this.#floats(shape, () => low + (high - low) * this.#stream.openUniform());
  }

  /** Normal, at least `margin` away from points where a derivative jumps: 50 steps of training do not reach them. */
  avoiding(kinks: readonly number[], shape: Shape, margin = 0.2): NdArray {
    const draw = (): number => {
      const x = 2 * this.#stream.normal();
      return kinks.some((kink) => Math.abs(x - kink) < margin) ? draw() : x;
    };
    return this.#floats(shape, draw);
  }

  /** Distinct numbers in random order, neighbours at least 0.2 apart, on a grid moved by `offset`: no maximum and no comparison is close. */
  spread(shape: Shape, offset = 0): NdArray {
    const size = sizeOf(shape);
    const ranks = this.#stream.permutation(size);
    let k = 0;
    return this.#floats(shape, () => offset + (ranks[k++] - size / 2) * 0.5 + 0.1 * this.#stream.uniform());
  }

  /** Whole numbers from `low` up to `high`, both included. */
  integers(low: number, high: number, shape: Shape): NdArray {
    const data = Int32Array.from({ length: sizeOf(shape) }, () => low + this.#stream.integer(high - low + 1));
    return { dtype: 'int32', shape, data };
  }

  booleans(...shape: number[]): NdArray {
    const data = Uint8Array.from({ length: sizeOf(shape) }, () => this.#stream.integer(2));
    return { dtype: 'bool', shape, data };
  }

  /** A shape with lengths of 1 to 5; every third axis has length 1. */
  shape(rank: number): number[] {
    return Array.from({ length: rank }, () => (this.#stream.integer(3) === 0 ? 1 : 2 + this.#stream.integer(4)));
  }

  /** Two shapes that broadcast: axes of the common one at random reduced to length one, leading axes of one at random left out. */
  broadcastPair(rank: number): [number[], number[]] {
    const common = this.shape(rank);
    const thin = () => common.map((length) => (this.#stream.integer(3) === 0 ? 1 : length));
    const cut = this.#stream.integer(rank + 1);
    return this.#stream.integer(2) === 0 ? [thin(), thin().slice(cut)] : [thin().slice(cut), thin()];
  }
}

export const floats = (shape: Shape, numbers: readonly number[]): NdArray => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(numbers),
});

export const integers = (shape: Shape, numbers: readonly number[]): NdArray => ({
  dtype: 'int32',
  shape,
  data: Int32Array.from(numbers),
});

export const booleans = (shape: Shape, numbers: readonly number[]): NdArray => ({
  dtype: 'bool',
  shape,
  data: Uint8Array.from(numbers),
});
