import type { Key } from '../contracts/key.ts';
import { InputError } from '../errors.ts';
import { nextChoice } from './choose.ts';
import { nextDerangement } from './derangement.ts';
import { nextExponential } from './exponential.ts';
import { nextInteger } from './integer.ts';
import { deriveBlock, purpose } from './keys.ts';
import { type Swappable, shuffleInPlace } from './shuffle.ts';
import { nextOpenUniform, nextUniform } from './uniform.ts';
import { Xoshiro128 } from './xoshiro128.ts';
import { nextNormal } from './ziggurat.ts';

/** Numbers that permutations and choices hold are 32-bit integers. */
const LARGEST_ROW = 2147483647;

/** Where a stream stands. */
export type StreamState = readonly [number, number, number, number];

/**
 * A sequence of random numbers. The same key gives the same bytes on every machine, and filling an array gives the numbers that as many single
 * draws would give.
 */
export class Stream {
  private readonly generator: Xoshiro128;

  /** Made by `createStream`. */
  constructor(generator: Xoshiro128) {
    this.generator = generator;
  }

  /** Where the stream stands: one that is set to it gives the same numbers from here on. */
  get state(): StreamState {
    return this.generator.state;
  }

  set state(state: StreamState) {
    this.generator.state = state;
  }

  /** Uniform on 0 .. 2^32 - 1. */
  nextUint32(): number {
    return this.generator.nextUint32();
  }

  /** Uniform on [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return nextUniform(this.generator);
  }

  /** Uniform on (0, 1): neither end occurs. */
  openUniform(): number {
    return nextOpenUniform(this.generator);
  }

  /** Standard normal. */
  normal(): number {
    return nextNormal(this.generator);
  }

  /** Standard exponential. */
  exponential(): number {
    return nextExponential(this.generator);
  }

  /**
   * Uniform on 0 .. bound - 1, without bias.
   * @throws InputError where `bound` is no positive safe integer
   */
  integer(bound: number): number {
    requireInteger('bound', bound, 1);
    return nextInteger(this.generator, bound);
  }

  /** Brings the elements into a uniformly random order, in place. */
  shuffle<T>(elements: Swappable<T>): void {
    shuffleInPlace(this.generator, elements);
  }

  /**
   * A uniformly random order of 0 .. length - 1.
   * @throws InputError where `length` is no positive integer below 2^31
   */
  permutation(length: number): Int32Array {
    requireInteger('length', length, 1, LARGEST_ROW);
    const order = new Int32Array(length);
    for (let index = 0; index < length; index++) order[index] = index;
    shuffleInPlace(this.generator, order);
    return order;
  }

  /**
   * A uniformly random order of 0 .. length - 1 that leaves no number at its own place.
   * @throws InputError where `length` is no integer of at least 2, below 2^31
   */
  derangement(length: number): Int32Array {
    requireInteger('length', length, 2, LARGEST_ROW);
    return nextDerangement(this.generator, length);
  }

  /**
   * `count` different numbers out of 0 .. length - 1, in random order.
   * @throws InputError where `length` is no positive integer below 2^31, or `count` none up to `length`
   */
  choose(count: number, length: number): Int32Array {
    requireInteger('length', length, 1, LARGEST_ROW);
    requireInteger('count', count, 1, length);
    return nextChoice(this.generator, count, length);
  }

  /** Fills `out` with `uniform()`. */
  fillUniform(out: Float64Array): void {
    const generator = this.generator;
    for (let index = 0; index < out.length; index++) out[index] = nextUniform(generator);
  }

  /** Fills `out` with `normal()`. */
  fillNormal(out: Float64Array): void {
    const generator = this.generator;
    for (let index = 0; index < out.length; index++) out[index] = nextNormal(generator);
  }

  /** Fills `out` with `exponential()`. */
  fillExponential(out: Float64Array): void {
    const generator = this.generator;
    for (let index = 0; index < out.length; index++) out[index] = nextExponential(generator);
  }

  /**
   * Fills `out` with `integer(bound)`.
   * @throws InputError where `bound` is no positive integer up to 2^31
   */
  fillInteger(out: Int32Array, bound: number): void {
    requireInteger('bound', bound, 1, 2147483648);
    const generator = this.generator;
    for (let index = 0; index < out.length; index++) out[index] = nextInteger(generator, bound);
  }
}

const requireInteger = (
  argument: string,
  value: number,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void => {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw new InputError({
      argument,
      value,
      problem: 'is no integer in range',
      remedy: `give an integer from ${least} to ${most}`,
    });
};

/** The stream of a key: xoshiro128++ whose 128 bits of state are two Threefry blocks of the key. */
export function createStream(key: Key): Stream {
  const first = deriveBlock(key, purpose.stream, 0);
  const second = deriveBlock(key, purpose.stream, 1);
  // Blocks of two counters differ, so the state is never all zero.
  return new Stream(new Xoshiro128(first.hi, first.lo, second.hi, second.lo));
}
