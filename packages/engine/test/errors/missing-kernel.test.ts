import type { Step } from '@minebench/core';
import { engines, StepError, tf } from '@minebench/engine';
import type { Tensor4D } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';

const image = { dtype: 'float32' as const, shape: [1, 4, 4, 1], data: new Float32Array(16).fill(1) };
const filter = { dtype: 'float32' as const, shape: [3, 3, 1, 2], data: new Float32Array(18).fill(1) };
const data = { image, filter };

const convolve = (x: Tensor4D, w: Tensor4D) => tf.conv2d(x, w, 2, 'same');
const forward: Step = (_, given) => ({
  state: {},
  outputs: { value: convolve(given.image as Tensor4D, given.filter as Tensor4D) },
});
const backward: Step = (_, given) => ({
  state: {},
  outputs: {
    value: tf.grad((w) => tf.sum(convolve(given.image as Tensor4D, w as Tensor4D)))(given.filter),
  },
});

const run = async (engine: string, step: Step) => {
  const program = await engines
    .create(engine)
    .compile(step, { state: {}, data, batch: {} }, { subject: 'critic conv' });
  return (await program.run({}, { data, batch: {} }, 1)).outputs.value.data;
};

it('a kernel that WebAssembly lacks is named, with the critic and engines that have it', async () => {
  const error = await run('tfjs:wasm', backward).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StepError);
  expect((error as Error).message).toBe(
    'critic conv uses the TensorFlow.js kernel Conv2DBackpropFilter, which tfjs:wasm does not have; run with --engine ort:cpu or tfjs:cpu',
  );
  expect(tf.getBackend()).toBe('cpu');
});

it('an operator that the WebAssembly generator has no kernel for is named too', async () => {
  const error = await run('wasm:simd', forward).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StepError);
  expect((error as Error).message).toBe(
    'critic conv needs the operator Conv, which wasm:simd does not have; run with --engine ort:cpu',
  );
});

it('the engines that it recommends run the step, and it scores without a gradient', async () => {
  expect(Array.from(await run('ort:cpu', backward))).toEqual(Array.from(await run('tfjs:cpu', backward)));
  expect(Array.from(await run('tfjs:wasm', forward))).toEqual(Array.from(await run('tfjs:cpu', forward)));
});
