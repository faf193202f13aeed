import type { NamedTensors, Step } from '@minebench/core';
import { engines, recordStep, StepError, tf } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { example, expectNothingLeftBehind, messageOf, stepOf, vector } from '../support/refused-step.ts';

expectNothingLeftBehind();

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
