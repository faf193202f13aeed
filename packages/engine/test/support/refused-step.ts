import type { Step } from '@minebench/core';
import { engines, recordStep, StepError, tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect } from 'vitest';

/** The step's only state and only data. */
export const vector = { dtype: 'float32', shape: [3] } as const;
export const example = { state: { w: vector }, data: { x: vector }, batch: {} };

/** A step whose only interesting part is what it does to w. */
export const stepOf =
  (next: (w: Tensor, x: Tensor) => unknown): Step =>
  ({ w }, { x }) => ({ state: { w: next(w, x) as Tensor }, outputs: {} });

/** What recording a step says that it refuses. */
export const messageOf = (step: Step, subject = 'critic my-critic'): string => {
  try {
    recordStep(step, example, subject);
  } catch (error) {
    expect(error).toBeInstanceOf(StepError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
};

/** Whatever a step of the file's tests did wrong: afterwards TensorFlow.js is as before, and the next step can be recorded. */
export function expectNothingLeftBehind(): void {
  const random = Math.random;

  beforeEach(() => {
    tf.setBackend('cpu');
  });

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
}
