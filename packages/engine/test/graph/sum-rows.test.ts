import { engines, tf } from '@minebench/engine';
import { expect, it } from 'vitest';
import { Draws } from '../support/draws.ts';

const draws = new Draws(41);

/** Sums that are products with ones in the ONNX model, and their neighbours that are not. */
it.each([
  ['rows of a matrix', [7, 5], 0, false],
  ['rows, the axis kept', [7, 5], 0, true],
  ['one row', [1, 5], 0, false],
  ['one column', [7, 1], 0, false],
  ['columns of a matrix', [7, 5], 1, false],
  ['layers of a box', [3, 7, 5], 0, false],
] as const)('the sum of %s is that of its numbers', async (_, shape, axis, keepDims) => {
  const x = draws.normal(...shape);
  const program = await engines.create('ort:cpu').compile(
    (_state, data) => {
      const sum = tf.sum(data.x, axis, keepDims);
      return { state: {}, outputs: { sum, twice: tf.add(sum, sum) } };
    },
    { state: {}, data: { x }, batch: {} },
  );
  const { outputs } = await program.run({}, { data: { x }, batch: {} }, 1);
  const inner = shape.slice(axis + 1).reduce<number>((product, length) => product * length, 1);
  const sums = new Map<number, number>();
  x.data.forEach((number, k) => {
    const outer = Math.floor(k / (inner * shape[axis]));
    const place = outer * inner + (k % inner);
    sums.set(place, (sums.get(place) ?? 0) + number);
  });
  const expected = shape.flatMap((length, k) => (k === axis ? (keepDims ? [1] : []) : [length]));
  expect(outputs.sum.shape).toEqual([1, ...expected]);
  // Seven numbers of size one: at most seven roundings of 2^-24 of about ten.
  Array.from(sums.values()).forEach((sum, k) => {
    expect(Math.abs(outputs.sum.data[k] - sum)).toBeLessThan(1e-5);
    expect(outputs.twice.data[k]).toBe(2 * outputs.sum.data[k]);
  });
});
