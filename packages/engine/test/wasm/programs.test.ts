import type { NamedTensors, Step } from '@minebench/core';
import { engines, StepError, tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Draws, floats, integers } from '../support/draws.ts';

const engine = engines.create('wasm:simd');
const none = { data: {}, batch: {} };

it.each([3, -1, 2 ** 31 - 1])('a row %s of a table of three is refused, with the critic', async (row) => {
  const data = { table: floats([3, 2], [1, 2, 3, 4, 5, 6]) };
  const batch = { row: integers([1, 1], [row]) };
  const program = await engine.compile(
    (_, { table }, rows) => ({ state: {}, outputs: { taken: tf.gather(table, rows.row as Tensor1D) } }),
    { state: {}, data, batch: { row: { dtype: 'int32', shape: [1] } } },
    { subject: 'critic far' },
  );
  const error = await program.run({}, { data, batch }, 1).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StepError);
  expect((error as Error).message).toBe(
    'critic far reads or writes at an index outside of its tensor; check the indices of gather and scatter',
  );
  // The program is still good for what fits.
  const good = await program.run({}, { data, batch: { row: integers([1, 1], [2]) } }, 1);
  expect(Array.from(good.outputs.taken.data)).toEqual([5, 6]);
});

it.each([
  ['wasm:simd', {}, 'ort:cpu'],
  ['wasm:simd+vmap', { replicas: { count: 3 } }, 'ort:cpu+vmap'],
])('%s: a step larger than its memory is refused by the name of that engine', async (id, options, other) => {
  const step: Step = (_, { x }) => ({ state: {}, outputs: { sum: tf.sum(x) } });
  const fourGibibytes = { dtype: 'float32', shape: [2 ** 30] } as const;
  const compiled = engines
    .create(id)
    .compile(step, { state: {}, data: { x: fourGibibytes }, batch: {} }, { subject: 'critic wide', ...options });
  await expect(compiled).rejects.toThrow(
    new RegExp(
      `^engine "${id.replace('+', '\\+')}" needs \\d+ MiB for critic wide, more than WebAssembly's memory can have; run with --engine ${other.replace('+', '\\+')}, or lower n, the steps in a call or the replicas of a program$`,
    ),
  );
});

describe('states that are written in place', () => {
  const run = async (step: Step, state: Readonly<Record<string, number[]>>, steps: number) => {
    const arrays = Object.fromEntries(Object.entries(state).map(([name, all]) => [name, floats([all.length], all)]));
    const program = await engine.compile(step, { state: arrays, data: {}, batch: {} });
    const result = await program.run(arrays, none, steps);
    return Object.fromEntries(Object.entries(result.state).map(([name, { data }]) => [name, Array.from(data)]));
  };

  it('are still there for what reads them in another order', async () => {
    const step: Step = ({ a }) => ({ state: { a: tf.add(a, tf.reverse(a)) }, outputs: {} });
    expect(await run(step, { a: [1, 2, 3, 4, 5] }, 2)).toEqual({ a: [12, 12, 12, 12, 12] });
  });

  it('are still there for what is computed from them later', async () => {
    const step: Step = ({ a, b }) => {
      const next = tf.mul(a, 2);
      return { state: { a: next, b: tf.add(b, tf.sum(tf.mul(a, tf.sum(next)))) }, outputs: {} };
    };
    // a: 1 1 -> 2 2 -> 4 4; b grows by 2 * 4, then by 4 * 8.
    expect(await run(step, { a: [1, 1], b: [0] }, 2)).toEqual({ a: [4, 4], b: [40] });
  });

  it('are still there for a matrix product of them', async () => {
    const step: Step = ({ a }) => {
      const matrix = tf.reshape(a, [2, 2]) as Tensor2D;
      return { state: { a: tf.add(a, tf.reshape(tf.matMul(matrix, matrix, false, true), [4])) }, outputs: {} };
    };
    // A + A A^T with A = [[1, 2], [3, 4]].
    expect(await run(step, { a: [1, 2, 3, 4] }, 1)).toEqual({ a: [6, 13, 14, 29] });
  });
});

it('parts of a concatenation that are read on their own, and twice in it', async () => {
  const x = floats([3], [1, 2, 3]);
  const program = await engine.compile(
    (_, data) => {
      const squares = tf.square(data.x);
      const sums = tf.cumsum(data.x);
      return { state: {}, outputs: { all: tf.concat([squares, sums, squares]), squares, total: tf.sum(sums) } };
    },
    { state: {}, data: { x }, batch: {} },
  );
  const { outputs } = await program.run({}, { data: { x }, batch: {} }, 1);
  expect(Array.from(outputs.all.data)).toEqual([1, 4, 9, 1, 3, 6, 1, 4, 9]);
  expect(Array.from(outputs.squares.data)).toEqual([1, 4, 9]);
  expect(outputs.total.data[0]).toBe(10);
});

describe('matrix products of every remainder of tiles', () => {
  const draws = new Draws(31);
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 17];
  const cases = sizes.flatMap((m) => sizes.flatMap((n) => [1, 4, 6, 16, 19, 33].map((k) => [m, n, k] as const)));

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposed %s, %s', async (transposeA, transposeB) => {
    const operands = cases.map(([m, n, k]) => ({
      a: draws.normal(...(transposeA ? [k, m] : [m, k])),
      b: draws.normal(...(transposeB ? [n, k] : [k, n])),
      bias: draws.normal(n),
    }));
    const data = Object.fromEntries(
      operands.flatMap(({ a, b, bias }, index) => [
        [`a${index}`, a],
        [`b${index}`, b],
        [`bias${index}`, bias],
      ]),
    );
    const step = (_: NamedTensors, given: NamedTensors) => ({
      state: {},
      outputs: Object.fromEntries(
        cases.map((_case, index) => {
          const product = tf.matMul(
            given[`a${index}`] as Tensor2D,
            given[`b${index}`] as Tensor2D,
            transposeA,
            transposeB,
          );
          return [`p${index}`, tf.add(product, given[`bias${index}`])];
        }),
      ),
    });
    const program = await engine.compile(step, { state: {}, data, batch: {} });
    const { outputs } = await program.run({}, { data, batch: {} }, 1);
    cases.forEach(([m, n, k], index) => {
      const { a, b, bias } = operands[index];
      for (let row = 0; row < m; row++)
        for (let column = 0; column < n; column++) {
          let sum = bias.data[column];
          let scale = Math.abs(sum);
          for (let term = 0; term < k; term++) {
            const left = a.data[transposeA ? term * m + row : row * k + term];
            const right = b.data[transposeB ? column * k + term : term * n + column];
            sum += left * right;
            scale += Math.abs(left * right);
          }
          // A sum of k products in float32 is off by at most k + 1 roundings, 2^-24 each, of the sum of their sizes.
          expect(Math.abs(outputs[`p${index}`].data[row * n + column] - sum), `${m} x ${n} x ${k}`).toBeLessThanOrEqual(
            (k + 2) * 2 ** -24 * scale,
          );
        }
    });
  });
});

it('data that was changed comes as another array, and is seen', async () => {
  const numbers = new Float32Array([1, 2]);
  const array = () => ({ dtype: 'float32' as const, shape: [2], data: numbers.subarray() });
  const program = await engine.compile((_, { x }) => ({ state: {}, outputs: { sum: tf.sum(x) } }), {
    state: {},
    data: { x: array() },
    batch: {},
  });
  const sum = async () => (await program.run({}, { data: { x: array() }, batch: {} }, 1)).outputs.sum.data[0];
  expect(await sum()).toBe(3);
  numbers[0] = 10;
  expect(await sum()).toBe(12);
});
