import { engines, recordStep, tf } from '@minebench/engine';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { example, expectNothingLeftBehind, messageOf, stepOf, vector } from '../support/refused-step.ts';

expectNothingLeftBehind();

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
