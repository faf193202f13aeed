import type { NamedArrays, NdArray, Step, StepExample } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { booleans, Draws, floats, integers } from './support/draws.ts';
import { initialState, jointNetwork, type Training, trainingInputs, trainingStep } from './support/training-step.ts';

const none = { data: {}, batch: {} };
const vector = { dtype: 'float32', shape: [2] } as const;

const bytesOf = (arrays: NamedArrays): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(arrays).map(([name, { data }]) => [
      name,
      Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    ]),
  );

const numbersOf = (arrays: NamedArrays): Record<string, number[]> =>
  Object.fromEntries(Object.entries(arrays).map(([name, { data }]) => [name, Array.from(data)]));

describe.each(['ort:cpu', 'wasm:simd', 'tfjs:cpu', 'tfjs:wasm'])('a program of %s', (id) => {
  const engine = engines.create(id);

  const run = async (step: Step, example: StepExample, state: NamedArrays, inputs: typeof none, steps: number) => {
    const program = await engine.compile(step, example);
    const result = await program.run(state, inputs, steps);
    await program.dispose();
    return result;
  };

  it('carries the state from step to step and stacks the outputs', async () => {
    const step: Step = ({ w }) => ({ state: { w: tf.mul(w, 2) }, outputs: { before: w, sum: tf.sum(w) } });
    const { state, outputs } = await run(
      step,
      { state: { w: vector }, data: {}, batch: {} },
      { w: floats([2], [1, 3]) },
      none,
      3,
    );
    expect(state).toEqual({ w: floats([2], [8, 24]) });
    expect(outputs).toEqual({ before: floats([3, 2], [1, 3, 2, 6, 4, 12]), sum: floats([3], [4, 8, 16]) });
  });

  it('gives each step its slice of the batch, and the data to all', async () => {
    const step: Step = ({ w }, { x }, { k }) => ({ state: { w: tf.add(w, tf.mul(x, k)) }, outputs: {} });
    const example = {
      state: { w: vector },
      data: { x: vector },
      batch: { k: { dtype: 'float32', shape: [] } },
    } as const;
    const inputs = { data: { x: floats([2], [1, 10]) }, batch: { k: floats([3], [1, 2, 4]) } };
    const { state, outputs } = await run(step, example, { w: floats([2], [0, 0]) }, inputs, 3);
    expect(numbersOf(state)).toEqual({ w: [7, 70] });
    expect(outputs).toEqual({});
  });

  it('runs any number of steps', async () => {
    const program = await engine.compile(({ w }) => ({ state: { w: tf.add(w, 1) }, outputs: { w } }), {
      state: { w: vector },
      data: {},
      batch: {},
    });
    for (const steps of [1, 5, 2, 1]) {
      const { state, outputs } = await program.run({ w: floats([2], [0, 10]) }, none, steps);
      expect(Array.from(state.w.data)).toEqual([steps, 10 + steps]);
      expect(outputs.w.shape).toEqual([steps, 2]);
    }
    await program.dispose();
  });

  it('hands out what a step only passes on: state, data, batch, constants, one tensor under two names', async () => {
    const step: Step = ({ w }, { x }, { k }) => {
      const exp = tf.mul(w, 2);
      return {
        state: { w },
        outputs: { w, x, k, constant: tf.tensor1d([7, 8]), first: exp, second: exp, again: k },
      };
    };
    const example = { state: { w: vector }, data: { x: vector }, batch: { k: vector } };
    const inputs = { data: { x: floats([2], [3, 4]) }, batch: { k: floats([2, 2], [5, 6, 50, 60]) } };
    const { state, outputs } = await run(step, example, { w: floats([2], [1, 2]) }, inputs, 2);
    expect(numbersOf(state)).toEqual({ w: [1, 2] });
    expect(numbersOf(outputs)).toEqual({
      w: [1, 2, 1, 2],
      x: [3, 4, 3, 4],
      k: [5, 6, 50, 60],
      again: [5, 6, 50, 60],
      constant: [7, 8, 7, 8],
      first: [2, 4, 2, 4],
      second: [2, 4, 2, 4],
    });
  });

  it('takes data and batch for the next state, a computed value as state and output, and exchanges states', async () => {
    const step: Step = ({ a, b }, { x }, { k }) => {
      const sum = tf.add(a, b);
      return { state: { a: b, b: a, c: x, d: k, e: sum, f: tf.scalar(9) }, outputs: { sum } };
    };
    const scalar = { dtype: 'float32', shape: [] } as const;
    const example = {
      state: { a: vector, b: vector, c: vector, d: vector, e: vector, f: scalar },
      data: { x: vector },
      batch: { k: vector },
    };
    const zero = () => floats([2], [0, 0]);
    const first = {
      a: floats([2], [1, 2]),
      b: floats([2], [3, 4]),
      c: zero(),
      d: zero(),
      e: zero(),
      f: floats([], [0]),
    };
    const inputs = { data: { x: floats([2], [5, 6]) }, batch: { k: floats([3, 2], [1, 1, 2, 2, 3, 3]) } };
    const { state, outputs } = await run(step, example, first, inputs, 3);
    expect(numbersOf(state)).toEqual({ a: [3, 4], b: [1, 2], c: [5, 6], d: [3, 3], e: [4, 6], f: [9] });
    expect(numbersOf(outputs)).toEqual({ sum: [4, 6, 4, 6, 4, 6] });
  });

  it('ignores inputs that the step does not use', async () => {
    const step: Step = ({ w }) => ({ state: { w, idle: tf.zeros([2]) }, outputs: { one: tf.scalar(1) } });
    const example = { state: { w: vector, idle: vector }, data: { x: vector }, batch: { k: vector } };
    const inputs = { data: { x: floats([2], [1, 1]) }, batch: { k: floats([2, 2], [1, 1, 1, 1]) } };
    const { outputs } = await run(step, example, { w: floats([2], [1, 2]), idle: floats([2], [3, 4]) }, inputs, 2);
    expect(numbersOf(outputs)).toEqual({ one: [1, 1] });
  });

  it('carries integers and booleans', async () => {
    const step: Step = ({ count, flags }, { x }) => ({
      state: { count: tf.add(count, tf.scalar(1, 'int32')), flags: tf.logicalNot(flags) },
      outputs: { count, flags, large: tf.greater(x, count) },
    });
    const example = {
      state: { count: { dtype: 'int32', shape: [2] }, flags: { dtype: 'bool', shape: [3] } },
      data: { x: { dtype: 'int32', shape: [] } },
      batch: {},
    } as const;
    const first = { count: integers([2], [0, 2147483600]), flags: booleans([3], [1, 0, 1]) };
    const { state, outputs } = await run(
      step,
      example,
      first,
      { data: { x: integers([], [1]) }, batch: {} } as never,
      3,
    );
    expect(state).toEqual({ count: integers([2], [3, 2147483603]), flags: booleans([3], [0, 1, 0]) });
    expect(outputs).toEqual({
      count: integers([3, 2], [0, 2147483600, 1, 2147483601, 2, 2147483602]),
      flags: booleans([3, 3], [1, 0, 1, 0, 1, 0, 1, 0, 1]),
      large: booleans([3, 2], [1, 0, 0, 0, 0, 0]),
    });
  });

  it('does not write to what it was given', async () => {
    const first = { w: floats([2], [1, 2]) };
    const step: Step = ({ w }) => ({ state: { w: tf.mul(w, 3) }, outputs: {} });
    await run(step, { state: { w: vector }, data: {}, batch: {} }, first, none, 4);
    expect(Array.from(first.w.data)).toEqual([1, 2]);
  });

  it('does not disturb another program: calls interleaved and at once', async () => {
    const compile = (factor: number) =>
      engine.compile(({ w }) => ({ state: { w: tf.mul(w, factor) }, outputs: { w } }), {
        state: { w: vector },
        data: {},
        batch: {},
      });
    const [twice, thrice] = await Promise.all([compile(2), compile(3)]);
    let [a, b]: NamedArrays[] = [{ w: floats([2], [1, 1]) }, { w: floats([2], [1, 1]) }];
    for (let k = 0; k < 3; k++) {
      const results = await Promise.all([twice.run(a, none, 2), thrice.run(b, none, 1)]);
      [a, b] = results.map(({ state }) => state);
    }
    expect([...a.w.data, ...b.w.data]).toEqual([64, 64, 27, 27]);
    await Promise.all([twice.dispose(), thrice.dispose()]);
  });

  it('keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const step: Step = ({ w }, { x }) => ({ state: { w: tf.add(w, x) }, outputs: { w, x } });
    const inputs = { data: { x: floats([2], [1, 1]) }, batch: {} };
    await run(step, { state: { w: vector }, data: { x: vector }, batch: {} }, { w: floats([2], [1, 2]) }, inputs, 3);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('chunks of steps', () => {
  const training: Training = {
    network: jointNetwork(2, 8, (x) => tf.tanh(x)),
    optimizer: 'adam',
    dim: 2,
    pool: 40,
    batch: 8,
  };
  const inputs = trainingInputs(training, 50);
  const { step, example } = trainingStep(training);

  const slice = (array: NdArray, from: number, to: number): NdArray => {
    const size = array.data.length / 50;
    return { ...array, shape: [to - from, ...array.shape.slice(1)], data: array.data.slice(from * size, to * size) };
  };

  async function train(chunks: readonly number[]) {
    const program = await engines.create('ort:cpu').compile(step, example);
    let state = initialState(training);
    const bounds: number[] = [];
    let done = 0;
    for (const steps of chunks) {
      const batch = { x: slice(inputs.batch.x, done, done + steps), y: slice(inputs.batch.y, done, done + steps) };
      const result = await program.run(state, { data: inputs.data, batch }, steps);
      state = result.state;
      bounds.push(...result.outputs.bound.data);
      done += steps;
    }
    await program.dispose();
    return { state: bytesOf(state), bounds };
  }

  it.each([
    ['20 + 30', [20, 30]],
    ['50 times 1', new Array<number>(50).fill(1)],
    ['1 + 48 + 1', [1, 48, 1]],
  ])('%s gives the bytes of 50 at once on ort:cpu', async (_, chunks) => {
    expect(await train(chunks)).toEqual(await train([50]));
  });

  it('compiling again gives the same bytes', async () => {
    expect(await train([50])).toEqual(await train([50]));
  });
});

describe('a long chain of operations', () => {
  it('is recorded and run: nothing recurses over the graph', async () => {
    const length = 3000;
    const x = new Draws(30).normal(2);
    const step: Step = ({ w }) => {
      let value = w;
      for (let k = 0; k < length; k++) value = tf.add(tf.neg(value), w);
      return { state: { w: value }, outputs: {} };
    };
    const program = await engines.create('ort:cpu').compile(step, { state: { w: vector }, data: {}, batch: {} });
    const { state } = await program.run({ w: x }, none, 1);
    expect(Array.from(state.w.data)).toEqual(Array.from(x.data));
    await program.dispose();
  });
});
