import { engines, tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { floats } from '../support/draws.ts';

/** Rows of 128 numbers; 2^20 numbers and three more where they are one row. */
const [ROWS, COLUMNS] = [2 ** 13, 128];
const UNIT = 2 ** -24;
const tenth = Math.fround(0.1);
const vector = floats([ROWS * COLUMNS + 3], new Array(ROWS * COLUMNS + 3).fill(tenth));
const table = floats([ROWS, COLUMNS], new Array(ROWS * COLUMNS).fill(tenth));
const row = floats(
  [1, COLUMNS],
  Array.from({ length: COLUMNS }, (_, k) => k % 2),
);

const cases: readonly (readonly [string, (data: Record<string, Tensor>) => Tensor, number])[] = [
  ['of a vector', ({ vector: x }) => tf.sum(x), vector.data.length * tenth],
  ['of what is computed on the way', ({ vector: x }) => tf.sum(tf.mul(x, 2)), 2 * vector.data.length * tenth],
  ['of a mean', ({ vector: x }) => tf.mean(x), tenth],
  [
    'over two axes that are none in memory',
    ({ table: x, row: y }) => tf.sum(tf.add(x, y)),
    ROWS * COLUMNS * (tenth + 0.5),
  ],
  [
    'of each row',
    ({ table: x }) => tf.sum(tf.sum(tf.reshape(x, [2, (ROWS * COLUMNS) / 2]), 1)),
    ROWS * COLUMNS * tenth,
  ],
];

/**
 * One number after the other in four lanes, 2^20 equal numbers lose 1e-3 and more; by blocks the error is that of the two sums of a block's quarter and of the blocks,
 * (4096 / 4 + 2^20 / 4096 + 8) units at most, 7.7e-5.
 */
it.each(cases)('the digits %s are kept over a million numbers', async (_, compute, exact) => {
  const data = { vector, table, row };
  const program = await engines
    .create('wasm:simd')
    .compile((_state, given) => ({ state: {}, outputs: { sum: compute(given) } }), { state: {}, data, batch: {} });
  const { outputs } = await program.run({}, { data, batch: {} }, 1);
  expect(Math.abs(outputs.sum.data[0] / exact - 1)).toBeLessThan((4096 / 4 + 2 ** 20 / 4096 + 8) * UNIT);
});

it('NaN behind the last block is handed on', async () => {
  const data = {
    x: floats(
      [9001],
      Array.from({ length: 9001 }, (_, k) => (k === 9000 ? Number.NaN : 1)),
    ),
  };
  const program = await engines
    .create('wasm:simd')
    .compile((_state, { x }) => ({ state: {}, outputs: { sum: tf.sum(x) } }), { state: {}, data, batch: {} });
  expect((await program.run({}, { data, batch: {} }, 1)).outputs.sum.data[0]).toBeNaN();
});
