import { createStream, keyFromSeed, type NdArray, type Step } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { floats } from '../support/draws.ts';

/** Lengths about the four lanes of a vector and the tiles of a product. */
const LENGTHS = [1, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17];
const OPERATIONS = 8;
const STEPS = 3;
/** Larger results are brought down to one number. */
const LARGEST = 4000;

/** Decisions, the same whenever they are asked for in the same order. */
class Decisions {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(count: number): number {
    return Math.floor(count * this.#numbers[this.#next++ % this.#numbers.length]);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

type Operation = (x: Tensor, decide: Decisions, others: readonly Tensor[]) => Tensor;

const broadcasts = (a: Tensor, b: Tensor): boolean =>
  a.shape.every((_, k) => {
    const [one, two] = [a.shape.at(-1 - k)!, b.shape.at(-1 - k) ?? 1];
    return one === two || one === 1 || two === 1;
  });

/** Of tensors of any rank, but for those that need an axis or two. */
const anywhere: readonly Operation[] = [
  (x) => tf.tanh(x),
  (x) => tf.relu(tf.add(x, 0.2)),
  (x) => tf.sigmoid(tf.mul(x, 1.3)),
  (x) => tf.div(x, tf.add(tf.abs(x), 1.5)),
  (x) => tf.where(tf.greater(x, 0.1), tf.mul(x, 2), tf.sub(x, 0.5)),
  (x, decide) => tf.reshape(x, decide.of([[x.size], [1, x.size], [x.size, 1]])),
  (x, decide, others) => {
    const y = decide.of(others);
    return broadcasts(x, y) ? decide.of([tf.add, tf.sub, tf.mul, tf.maximum, tf.minimum])(x, y) : tf.neg(x);
  },
];

const axis = (x: Tensor, decide: Decisions): number => decide.below(x.rank);

const withAxes: readonly Operation[] = [
  (x, decide) => {
    const axes = x.shape.flatMap((_, k) => (decide.below(2) === 0 ? [k] : []));
    const reduce = decide.of([tf.sum, tf.mean, tf.max, tf.min, tf.logSumExp]);
    return reduce(x, axes.length > 0 ? axes : undefined, decide.below(2) === 0) as Tensor;
  },
  (x) => tf.softmax(x),
  (x, decide) => tf.concat([x, tf.mul(x, 0.5), x], axis(x, decide)),
  (x, decide) =>
    tf.pad(
      x,
      x.shape.map(() => [decide.below(3), decide.below(3)] as [number, number]),
      0.5,
    ),
  (x, decide) => tf.cumsum(x, axis(x, decide), decide.below(2) === 0, decide.below(2) === 0),
  (x, decide) => {
    const along = axis(x, decide);
    const rows = Array.from({ length: 3 }, () => decide.below(x.shape[along]));
    return tf.gather(x, tf.tensor1d(rows, 'int32'), along);
  },
  (x, decide) => {
    const along = axis(x, decide);
    const begin = x.shape.map((length, k) => (k === along ? decide.below(length) : 0));
    const size = x.shape.map((length, k) => (k === along ? 1 + decide.below(length - begin[k]) : length));
    return tf.slice(x, begin, size);
  },
];

const ofMatrices: readonly Operation[] = [
  (x) => tf.transpose(x),
  (x, decide) => {
    const weights = tf.reshape(tf.linspace(-1, 1, 5 * x.shape[1]!), [5, x.shape[1]!]) as Tensor2D;
    return decide.below(2) === 0
      ? tf.matMul(x as Tensor2D, weights, false, true)
      : tf.matMul(x as Tensor2D, x as Tensor2D, true, false);
  },
];

/** A step whose operations each take what the state, the data or an earlier one gave. */
const randomStep =
  (numbers: readonly number[]): Step =>
  ({ s }, { x, y }) => {
    const decide = new Decisions(numbers);
    const known: Tensor[] = [s, x, y];
    for (let k = 0; k < OPERATIONS; k++) {
      const operand = decide.of(known);
      const operations = [
        ...anywhere,
        ...(operand.rank > 0 ? withAxes : []),
        ...(operand.rank === 2 ? [...ofMatrices, ...ofMatrices] : []),
      ];
      const result = decide.of(operations)(operand, decide, known);
      known.push(result.size > LARGEST ? tf.mean(result) : result);
    }
    const last = tf.tanh(tf.mean(known[known.length - 1]));
    return {
      state: { s: tf.add(tf.mul(s, 0.5), tf.mul(last, 0.1)) },
      outputs: Object.fromEntries(known.slice(3).map((tensor, k) => [`operation ${k}`, tensor])),
    };
  };

/** Sums cancel: a number is held to a part of the largest beside it, 2^-24 times some thousand terms, or to 2e-4 of itself where exponentials made it. */
const differs = (found: NdArray, expected: NdArray): boolean => {
  let scale = 1;
  for (const number of expected.data) if (Number.isFinite(number)) scale = Math.max(scale, Math.abs(number));
  return expected.data.some((number, k) => {
    const error = Math.abs(found.data[k] - number);
    return !Object.is(found.data[k], number) && !(error <= 2e-5 * scale + 2e-4 * Math.abs(number));
  });
};

describe.each([
  ['numbers', 0],
  ['NaN and infinities among the numbers', 0.03],
])('300 programs of random operations and shapes, %s', (_, special) => {
  it('give on wasm:simd what they give on tfjs:cpu', async () => {
    const stream = createStream(keyFromSeed(31));
    const uniform = () => stream.openUniform();
    const length = () => LENGTHS[Math.floor(LENGTHS.length * uniform())];
    const array = () => {
      const shape = Array.from({ length: Math.floor(4 * uniform()) }, length);
      const count = shape.reduce((product, one) => product * one, 1);
      const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      return floats(
        shape,
        Array.from({ length: count }, () => (uniform() < special ? odd[Math.floor(3 * uniform())] : 2 * uniform() - 1)),
      );
    };
    const wrong: string[] = [];
    for (let trial = 0; trial < 300; trial++) {
      const [state, data] = [{ s: array() }, { x: array(), y: array() }];
      const step = randomStep(Array.from({ length: 200 }, uniform));
      const run = async (id: string) => {
        const program = await engines.create(id).compile(step, { state, data, batch: {} });
        const result = await program.run(state, { data, batch: {} }, STEPS);
        await program.dispose();
        return { ...result.outputs, ...result.state };
      };
      const [found, expected] = [await run('wasm:simd'), await run('tfjs:cpu')];
      for (const [name, one] of Object.entries(expected))
        if (differs(found[name], one)) wrong.push(`program ${trial}, ${name}, ${JSON.stringify(one.shape)}`);
    }
    expect(wrong).toEqual([]);
  });
});
