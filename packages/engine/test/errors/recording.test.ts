import type { NamedTensors, Step } from '@minebench/core';
import { engines, recordStep, StepError, tf } from '@minebench/engine';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const vector = { dtype: 'float32', shape: [3] } as const;
const example = { state: { w: vector }, data: { x: vector }, batch: {} };

/** A step whose only interesting part is what it does to w. */
const stepOf =
  (next: (w: Tensor, x: Tensor) => unknown): Step =>
  ({ w }, { x }) => ({ state: { w: next(w, x) as Tensor }, outputs: {} });

const messageOf = (step: Step, subject = 'critic my-critic'): string => {
  try {
    recordStep(step, example, subject);
  } catch (error) {
    expect(error).toBeInstanceOf(StepError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
};

const random = Math.random;

beforeEach(() => {
  tf.setBackend('cpu');
});

// Whatever a step did wrong, TensorFlow.js is as before and the next step can be recorded.
afterEach(async () => {
  expect(tf.getBackend()).toBe('cpu');
  expect(Math.random).toBe(random);
  expect(tf.tensor1d([1, 2]).add(1).dataSync()).toEqual(Float32Array.of(2, 3));
  const program = await engines.create('ort:cpu').compile(
    stepOf((w, x) => tf.add(w, x)),
    example,
  );
  const array = (...numbers: number[]) => ({ ...vector, data: Float32Array.from(numbers) });
  const { state } = await program.run({ w: array(1, 2, 3) }, { data: { x: array(1, 1, 1) }, batch: {} }, 2);
  expect(Array.from(state.w.data)).toEqual([3, 4, 5]);
  await program.dispose();
});

describe('a kernel that is not mapped', () => {
  const step = stepOf((w) => tf.slice(tf.topk(tf.concat([w, w]), 3).values, [0], [3]));

  it('is named, with the critic and what to do', () => {
    expect(messageOf(step)).toBe(
      'critic my-critic uses the TensorFlow.js kernel TopK, which cannot be recorded; write it with other operations or run with --engine tfjs:cpu',
    );
  });

  it('reaches the caller of compile', async () => {
    const compiling = engines.create('ort:cpu').compile(step, example, { subject: 'critic my-critic' });
    await expect(compiling).rejects.toThrow(/^critic my-critic uses the TensorFlow.js kernel TopK/);
  });

  it('runs on the engine that the message recommends', async () => {
    const program = await engines.create('tfjs:cpu').compile(step, example);
    const array = { ...vector, data: Float32Array.of(1, 3, 2) };
    const { state } = await program.run({ w: array }, { data: { x: array }, batch: {} }, 1);
    expect(Array.from(state.w.data)).toEqual([3, 3, 2]);
  });

  it('is no fault where its operands are known', () => {
    expect(() =>
      recordStep(
        stepOf((w) => tf.add(w, tf.topk([1, 5, 3, 4], 3).values)),
        example,
      ),
    ).not.toThrow();
  });
});

describe('element types that an operator does not have', () => {
  it.each([
    ['Asin', 'int32', (w: Tensor) => tf.asin(tf.cast(w, 'int32'))],
    ['Add', 'bool', (w: Tensor) => tf.add(tf.cast(w, 'bool'), tf.cast(w, 'bool'))],
    [
      'MaxPool',
      'int32',
      (w: Tensor) =>
        tf.reshape(tf.maxPool(tf.cast(tf.reshape(w, [1, 1, 3, 1]), 'int32') as Tensor4D, 1, 1, 'same'), [3]),
    ],
    ['BatchMatMul', 'bool', (w: Tensor) => tf.dot(tf.cast(w, 'bool'), tf.cast(w, 'bool'))],
  ])('%s of %s is refused by name', (kernel, type, apply) => {
    expect(messageOf(stepOf((w) => tf.cast(apply(w), 'float32')))).toBe(
      `critic my-critic uses the TensorFlow.js kernel ${kernel} on ${type} tensors, which cannot be recorded; cast them to float32 first`,
    );
  });
});

describe('images with their channels first', () => {
  it.each<[string, (images: Tensor4D) => Tensor]>([
    ['Conv2D', (images) => tf.conv2d(images, tf.ones([1, 1, 1, 1]) as Tensor4D, 1, 'same', 'NCHW')],
  ])('%s refuses them', (kernel, apply) => {
    expect(messageOf(stepOf((w) => tf.reshape(apply(tf.reshape(w, [1, 1, 1, 3])), [3])))).toBe(
      `critic my-critic uses the TensorFlow.js kernel ${kernel} on images with their channels first (NCHW), which cannot be recorded; give them as NHWC`,
    );
  });
});

describe('a value read while recording', () => {
  const expected =
    "critic my-critic reads a tensor's value (data, array, dataSync, arraySync or print) while it is recorded, when there are none yet; compute with tensors only";

  it.each<[string, (w: Tensor) => unknown]>([
    ['dataSync', (w) => w.dataSync()],
    ['arraySync', (w) => w.arraySync()],
    ['print', (w) => w.print()],
    ['toString', (w) => w.toString()],
    ['bufferSync', (w) => w.bufferSync()],
    ['a value computed from it', (w) => tf.sum(tf.exp(w)).dataSync()],
    ['data() that nobody awaits', (w) => w.data()],
    ['array() that nobody awaits', (w) => w.array()],
    ['data() with a continuation', (w) => w.data().then((numbers) => numbers[0])],
  ])('%s', async (_, read) => {
    const step = stepOf((w) => {
      read(w);
      return w;
    });
    expect(messageOf(step)).toBe(expected);
    // Vitest fails a run with an unhandled rejection; give one time to show.
    await new Promise(setImmediate);
  });

  it('is allowed where the value is known', () => {
    const graph = recordStep(
      stepOf((w) => tf.mul(w, tf.add(1, 2).dataSync()[0])),
      example,
    );
    expect(graph.graph.nodes).toHaveLength(1);
  });
});

describe('random numbers', () => {
  it.each<[string, (w: Tensor) => Tensor]>([
    ['randomNormal', (w) => tf.add(w, tf.randomNormal([3]))],
    ['randomUniform', (w) => tf.add(w, tf.randomUniform([3]))],
    ['truncatedNormal', (w) => tf.add(w, tf.truncatedNormal([3]))],
    ['dropout', (w) => tf.dropout(w, 0.5)],
    ['Math.random', (w) => tf.mul(w, Math.random())],
    ['multinomial', (w) => tf.add(w, tf.multinomial(tf.tensor1d([0.5, 0.5]), 3))],
  ])('%s is refused: it would be the same in every step', (_, apply) => {
    expect(messageOf(stepOf(apply))).toBe(
      'critic my-critic draws random numbers while it is recorded, which would be the same ones in every step; take noise from the batch or use a seeded, fixed constant',
    );
  });

  it('from a seed are a constant, the same in every step', () => {
    const { graph } = recordStep(
      stepOf((w) => tf.add(w, tf.randomNormal([3], 0, 1, 'float32', 7))),
      example,
    );
    expect(graph.nodes.map(({ op }) => op)).toEqual(['Add']);
  });
});

describe('a step that breaks its contract', () => {
  const eager = async (step: Step) => {
    const array = { ...vector, data: Float32Array.of(1, 2, 3) };
    const program = await engines.create('tfjs:cpu').compile(step, example, { subject: 'critic my-critic' });
    await program.run({ w: array }, { data: { x: array }, batch: {} }, 1);
  };

  it.each<[string, Step, string]>([
    [
      'is asynchronous',
      (async ({ w }: NamedTensors) => ({ state: { w }, outputs: {} })) as unknown as Step,
      'critic my-critic is asynchronous; a step must return its results at once',
    ],
    [
      'is asynchronous and fails later',
      (async ({ w }: NamedTensors) => {
        await null;
        return { state: { w: tf.add(w, w.dataSync()[0]) }, outputs: {} };
      }) as unknown as Step,
      'critic my-critic is asynchronous; a step must return its results at once',
    ],
    [
      'forgets a state',
      () => ({ state: {}, outputs: {} }),
      'critic my-critic gives no next value for the state w; return it beside the others',
    ],
    [
      'changes the shape of a state',
      stepOf((w) => tf.expandDims(w)),
      'critic my-critic turns the state w from float32 [3] into float32 [1, 3]; a state keeps its shape and type',
    ],
    [
      'changes the type of a state',
      stepOf((w) => tf.cast(w, 'int32')),
      'critic my-critic turns the state w from float32 [3] into int32 [3]; a state keeps its shape and type',
    ],
  ])('%s', async (_, step, message) => {
    expect(messageOf(step)).toBe(message);
    await expect(eager(step)).rejects.toThrow(message);
    await new Promise(setImmediate);
  });

  it('throws by itself: its own error comes through', () => {
    const step = stepOf(() => {
      throw new TypeError('my own mistake');
    });
    expect(() => recordStep(step, example)).toThrow(new TypeError('my own mistake'));
  });

  it('returns a state that is no part of the example: it is left out', () => {
    const recorded = recordStep(({ w }) => ({ state: { w, other: tf.scalar(1) }, outputs: {} }), example);
    expect(Object.keys(recorded.nextState)).toEqual(['w']);
  });
});

describe('tensors that come from elsewhere', () => {
  it('kept from an earlier recording are refused', () => {
    let kept: Tensor | undefined;
    recordStep(
      stepOf((w) => {
        kept = tf.keep(tf.exp(w));
        return w;
      }),
      example,
    );
    expect(messageOf(stepOf((w) => tf.add(w, kept!)))).toBe(
      'critic my-critic uses a tensor kept from an earlier recording; keep parameters in `init` and make other tensors inside `score`',
    );
    kept!.dispose();
  });

  it('kept from a recording have no value to read afterwards', async () => {
    let kept: Tensor | undefined;
    recordStep(
      stepOf((w) => {
        kept = tf.keep(tf.exp(w));
        return w;
      }),
      example,
    );
    const message =
      'a tensor kept from a recording is read, which never had a value; return it from the step as an output';
    expect(() => kept!.dataSync()).toThrow(message);
    await expect(kept!.data()).rejects.toThrow(message);
    kept!.dispose();
  });

  it('made before by another backend are constants', async () => {
    const outside = tf.tensor1d([10, 20, 30]);
    const step = stepOf((w) => tf.add(w, outside));
    const array = { ...vector, data: Float32Array.of(1, 2, 3) };
    for (const id of ['ort:cpu', 'tfjs:cpu', 'ort:cpu']) {
      const program = await engines.create(id).compile(step, example);
      const { state } = await program.run({ w: array }, { data: { x: array }, batch: {} }, 2);
      expect(Array.from(state.w.data)).toEqual([21, 42, 63]);
    }
    expect(outside.dataSync()).toEqual(Float32Array.of(10, 20, 30));
    outside.dispose();
  });

  it('that are variables are refused: recorded, they would never be trained', () => {
    const variable = tf.variable(tf.tensor1d([1, 2, 3]));
    expect(messageOf(stepOf((w) => tf.add(w, variable)))).toBe(
      'critic my-critic uses a tf.variable, which would stay as it is while the step is trained; make parameters in `init` and take them from the arguments',
    );
    variable.dispose();
  });

  it('of strings are refused', () => {
    const message = 'critic my-critic makes a tensor of type string; only float32, int32 and bool can be recorded';
    expect(
      messageOf(
        stepOf((w) => {
          tf.tensor1d(['a']);
          return w;
        }),
      ),
    ).toBe(message);
    const outside = tf.tensor1d(['a', 'b', 'c']);
    expect(messageOf(stepOf((w) => tf.where(tf.equal(outside, outside), w, w)))).toBe(message);
    outside.dispose();
  });

  it('of complex numbers are refused', () => {
    expect(messageOf(stepOf((w) => tf.real(tf.add(tf.complex([1, 2, 3], [1, 2, 3]), tf.complex(w, w)))))).toMatch(
      /^critic my-critic (makes a tensor of type complex64|uses the TensorFlow.js kernel Complex)/,
    );
  });
});

describe('state of TensorFlow.js', () => {
  it('does not grow with recordings, whether they succeed or fail', () => {
    const before = tf.memory().numTensors;
    for (let k = 0; k < 3; k++) {
      recordStep(
        stepOf((w, x) => tf.add(tf.exp(w), x)),
        example,
      );
      expect(() =>
        recordStep(
          stepOf((w) => tf.expandDims(tf.exp(w))),
          example,
        ),
      ).toThrow(StepError);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is left alone where a backend other than the CPU was chosen', async () => {
    const wasm = engines.create('tfjs:wasm');
    await wasm.compile(() => ({ state: {}, outputs: {} }), { state: {}, data: {}, batch: {} });
    tf.setBackend('wasm');
    recordStep(
      stepOf((w, x) => tf.add(w, x)),
      example,
    );
    expect(tf.getBackend()).toBe('wasm');
    tf.setBackend('cpu');
  });
});
