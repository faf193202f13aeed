import { InputError, type NamedArrays, type NdArray, type ProgramInputs } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { floats, integers } from '../support/draws.ts';

const example = {
  state: { w: { dtype: 'float32', shape: [2] } },
  data: { x: { dtype: 'float32', shape: [3, 2] } },
  batch: { row: { dtype: 'int32', shape: [] } },
} as const;

const state = { w: floats([2], [0, 0]) };
const data = { x: floats([3, 2], [1, 2, 3, 4, 5, 6]) };
const batch = { row: integers([4], [0, 1, 2, 0]) };

describe.each(['ort:cpu', 'wasm:simd', 'tfjs:cpu'])('%s', async (id) => {
  const program = await engines.create(id).compile(
    ({ w }, { x }, { row }) => ({
      state: { w: tf.add(w, tf.reshape(tf.gather(x, tf.reshape(row, [1])), [2])) },
      outputs: {},
    }),
    example,
  );

  const refusal = async (first: NamedArrays, inputs: ProgramInputs, steps: number): Promise<string> => {
    const error = await program.run(first, inputs, steps).then(
      () => new Error('nothing was thrown'),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  };

  it('runs what fits', async () => {
    const result = await program.run(state, { data, batch }, 4);
    expect(Array.from(result.state.w.data)).toEqual([10, 14]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s steps', async (steps) => {
    expect(await refusal(state, { data, batch }, steps)).toBe(`steps ${steps} is no number of steps; run at least one`);
  });

  const recompile = 'compile again for other shapes';
  it.each<[string, { w?: NdArray; x?: NdArray; row?: NdArray }, string]>([
    [
      'another shape of state',
      { w: floats([3], [0, 0, 0]) },
      `state.w is float32 [3] with 3 numbers; the program was compiled for float32 [2]; ${recompile}`,
    ],
    [
      'another type of data',
      { x: integers([3, 2], [1, 2, 3, 4, 5, 6]) },
      `data.x is int32 [3, 2] with 6 numbers; the program was compiled for float32 [3, 2]; ${recompile}`,
    ],
    [
      'another number of steps in the batch',
      { row: integers([3], [0, 1, 2]) },
      `batch.row is int32 [3] with 3 numbers; the program was compiled for int32 [4]; ${recompile}`,
    ],
    [
      'a batch without its axis of steps',
      { row: integers([], [0]) },
      `batch.row is int32 [] with 1 numbers; the program was compiled for int32 [4]; ${recompile}`,
    ],
    [
      'fewer numbers than the shape has',
      { x: floats([3, 2], [1, 2, 3]) },
      `data.x is float32 [3, 2] with 3 numbers; the program was compiled for float32 [3, 2]; ${recompile}`,
    ],
  ])('refuses %s', async (_, { w = state.w, x = data.x, row = batch.row }, message) => {
    expect(await refusal({ w }, { data: { x }, batch: { row } }, 4)).toBe(message);
  });

  it('names what is missing', async () => {
    expect(await refusal({}, { data, batch }, 4)).toBe('state.w is missing; pass float32 [2]');
    expect(await refusal(state, { data: {}, batch }, 4)).toBe('data.x is missing; pass float32 [3, 2]');
    expect(await refusal(state, { data, batch: {} }, 4)).toBe('batch.row is missing; pass int32 [4]');
  });

  it('runs again after a refusal', async () => {
    await refusal(state, { data, batch }, 0);
    const result = await program.run(state, { data, batch }, 4);
    expect(Array.from(result.state.w.data)).toEqual([10, 14]);
  });
});

describe('an index beyond the data', () => {
  const inputs = { data, batch: { row: integers([1], [7]) } };

  it.each(['ort:cpu', 'tfjs:cpu'])('%s rejects, and leaves TensorFlow.js as it was', async (id) => {
    tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    const program = await engines
      .create(id)
      .compile(
        ({ w }, { x }, { row }) => ({ state: { w }, outputs: { taken: tf.gather(x, tf.reshape(row, [1])) } }),
        example,
      );
    await expect(program.run(state, inputs, 1)).rejects.toThrow();
    expect(tf.getBackend()).toBe('cpu');
    await program.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
