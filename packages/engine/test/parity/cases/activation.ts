import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { Draws } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(2);
export const activationCases: KernelCase[] = [];

const functions: readonly (readonly [
  kernel: string,
  attributes: string,
  apply: (x: Tensor) => Tensor,
  kinks: number[],
])[] = [
  ['Relu', '', (x) => tf.relu(x), [0]],
  ['Relu6', '', (x) => tf.relu6(x), [0, 6]],
  ['Elu', '', (x) => tf.elu(x), [0]],
  ['Selu', '', (x) => tf.selu(x), [0]],
  ['LeakyRelu', 'alpha 0.2 ', (x) => tf.leakyRelu(x), [0]],
  ['LeakyRelu', 'alpha 0.01 ', (x) => tf.leakyRelu(x, 0.01), [0]],
  ['Step', 'alpha 0 ', (x) => tf.step(x), [0]],
  ['Step', 'alpha -0.3 ', (x) => tf.step(x, -0.3), [0]],
  ['ClipByValue', '-0.7 to 1.1 ', (x) => tf.clipByValue(x, -0.7, 1.1), [-0.7, 1.1]],
  ['ClipByValue', 'to infinity ', (x) => tf.clipByValue(x, 0.5, Number.POSITIVE_INFINITY), [0.5]],
];

for (const [kernel, attributes, apply, kinks] of functions) {
  for (const shape of [[], [1], [9], [1, 4, 1], draws.shape(2), draws.shape(3)]) {
    const x = draws.avoiding(kinks, shape);
    casesOf(kernel, activationCases)(attributes + shapesOf(x), [x], apply);
  }
}

const whole = draws.integers(-8, 8, [3, 4]);
const readsFloats = { leftOutOnWasm: 'it reads the integers as floats' };
casesOf('Relu', activationCases)('int32', [whole], (x) => tf.relu(x), readsFloats);
casesOf('Relu6', activationCases)('int32', [whole], (x) => tf.relu6(x), readsFloats);
casesOf('LeakyRelu', activationCases)('int32 gives float32', [whole], (x) => tf.leakyRelu(x), readsFloats);
casesOf('Step', activationCases)('int32', [whole], (x) => tf.step(x), readsFloats);
casesOf('Step', activationCases)('int32, fractional alpha', [whole], (x) => tf.step(x, -1.5), readsFloats);
casesOf('ClipByValue', activationCases)(
  'int32, fractional limits',
  [whole],
  (x) => tf.clipByValue(x, -1.5, 2.5),
  readsFloats,
);

const prelu = casesOf('Prelu', activationCases);
for (const [shape, slopes] of [
  [[], []],
  [[4], [1]],
  [[3, 5], [5]],
  [
    [2, 3, 5],
    [3, 1],
  ],
  [
    [2, 3, 5],
    [2, 3, 5],
  ],
]) {
  const [x, alpha] = [draws.avoiding([0], shape), draws.normal(...slopes)];
  prelu(shapesOf(x, alpha), [x, alpha], (a, b) => tf.prelu(a, b), {
    ...(slopes.length === 2 && shape.length === 3
      ? { leftOutOnWasm: 'it broadcasts slopes along the last axis only' }
      : {}),
  });
}
prelu(
  'int32 gives float32',
  [draws.integers(-3, 3, [4]), draws.integers(1, 3, [1])],
  (x, alpha) => tf.prelu(x, alpha),
  readsFloats,
);

// No operation gives it alone: it is the gradient of elu.
const eluGradient = casesOf('EluGrad', activationCases);
for (const shape of [[], [6], [1, 3, 2]]) {
  const [dy, y] = [draws.normal(...shape), draws.between(-0.95, 2, shape)];
  eluGradient(shapesOf(dy), [dy, y], (a, b) => tf.engine().runKernel('EluGrad', { dy: a, y: b }) as Tensor);
}
