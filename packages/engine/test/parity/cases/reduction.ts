import type { NdArray } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { booleans, Draws, floats } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(5);
export const reductionCases: KernelCase[] = [];

type Axis = number | number[] | undefined;
type Shape = readonly number[];

const reductions: readonly (readonly [
  string,
  (x: Tensor, axis: Axis, keepDims: boolean) => Tensor,
  (shape: Shape) => NdArray,
])[] = [
  ['Sum', (x, axis, keep) => tf.sum(x, axis, keep), (shape) => draws.normal(...shape)],
  ['Mean', (x, axis, keep) => tf.mean(x, axis, keep), (shape) => draws.normal(...shape)],
  ['Max', (x, axis, keep) => tf.max(x, axis, keep), (shape) => draws.spread(shape)],
  ['Min', (x, axis, keep) => tf.min(x, axis, keep), (shape) => draws.spread(shape)],
  ['Prod', (x, axis, keep) => tf.prod(x, axis, keep), (shape) => draws.between(0.5, 1.5, shape)],
  ['All', (x, axis, keep) => tf.all(x, axis, keep), (shape) => draws.booleans(...shape)],
  ['Any', (x, axis, keep) => tf.any(x, axis, keep), (shape) => draws.booleans(...shape)],
];

const regions: readonly (readonly [Shape, Axis])[] = [
  [[], undefined],
  [[5], undefined],
  [[5], 0],
  [[1], 0],
  [[3, 4], undefined],
  [[3, 4], 0],
  [[3, 4], -1],
  [
    [2, 3, 4],
    [0, 2],
  ],
  [
    [2, 3, 4],
    [-1, -2],
  ],
  [[2, 1, 4], 1],
  [
    [1, 3, 1],
    [0, 2],
  ],
  [[2, 3], []],
  [draws.shape(4), [1, -1]],
];

for (const [kernel, reduce, draw] of reductions) {
  for (const [shape, axis] of regions) {
    for (const keepDims of [false, true]) {
      const x = draw(shape);
      const region = axis === undefined ? 'all axes' : `axis [${axis}]`;
      casesOf(kernel, reductionCases)(`${shapesOf(x)}, ${region}${keepDims ? ', keepDims' : ''}`, [x], (tensor) =>
        reduce(tensor, axis, keepDims),
      );
    }
  }
}

const asFloats = { leftOutOnWasm: 'it reads booleans as floats' };
const whole = draws.integers(-4, 4, [3, 4]);
const flags = draws.booleans(3, 4);
for (const [kernel, reduce] of reductions.slice(0, 5)) {
  casesOf(kernel, reductionCases)('int32', [whole], (x) => reduce(x, 1, false));
  casesOf(kernel, reductionCases)('bool', [flags], (x) => reduce(x, 0, false), asFloats);
}
casesOf('All', reductionCases)('all true', [booleans([2], [1, 1])], (x) => tf.all(x));
casesOf('Any', reductionCases)('all false', [booleans([2], [0, 0])], (x) => tf.any(x));

for (const [kernel, find] of [
  ['ArgMax', (x: Tensor, axis: number) => tf.argMax(x, axis)],
  ['ArgMin', (x: Tensor, axis: number) => tf.argMin(x, axis)],
] as const) {
  const argument = casesOf(kernel, reductionCases);
  for (const [shape, axis] of [
    [[6], 0],
    [[1], 0],
    [[3, 4], 0],
    [[3, 4], -1],
    [[2, 1, 3], 1],
    [[2, 4, 3], -2],
  ] as const) {
    const x = draws.spread(shape);
    argument(`${shapesOf(x)}, axis ${axis}`, [x], (tensor) => find(tensor, axis));
  }
  argument('the first of equal ones', [floats([2, 4], [1, 3, 3, 0, -1, -1, 2, 2])], (x) => find(x, 1));
  argument('int32', [draws.integers(-9, 9, [3, 5])], (x) => find(x, 1));
  argument('bool', [booleans([4], [0, 1, 0, 1])], (x) => find(x, 0), asFloats);
}

for (const [kernel, scan] of [
  ['Cumsum', (x: Tensor, axis: number, exclusive: boolean, reverse: boolean) => tf.cumsum(x, axis, exclusive, reverse)],
  [
    'Cumprod',
    (x: Tensor, axis: number, exclusive: boolean, reverse: boolean) => tf.cumprod(x, axis, exclusive, reverse),
  ],
] as const) {
  const running = casesOf(kernel, reductionCases);
  for (const exclusive of [false, true]) {
    for (const reverse of [false, true]) {
      const mode = `${exclusive ? ', exclusive' : ''}${reverse ? ', reverse' : ''}`;
      for (const [shape, axis] of [
        [[5], 0],
        [[1, 4], 0],
        [[3, 4], -1],
        [[2, 3, 4], 1],
        [[2, 3, 1], -3],
      ] as const) {
        const x = draws.between(-1.5, 1.5, shape);
        running(`${shapesOf(x)}, axis ${axis}${mode}`, [x], (tensor) => scan(tensor, axis, exclusive, reverse), {
          ...(axis < 0
            ? {
                // A negative axis gives the CPU backend's result a nonsensical shape.
                reference: (tensor) => scan(tensor, axis + shape.length, exclusive, reverse),
                leftOutOnWasm: 'it reads out of bounds with a negative axis',
              }
            : {}),
        });
      }
      running(`int32${mode}`, [draws.integers(-3, 3, [2, 4])], (x) => scan(x, 1, exclusive, reverse));
    }
  }
  running('with a zero', [floats([4], [2, 0, -1, 3])], (x) => scan(x, 0, false, false));
}

const softmax = casesOf('Softmax', reductionCases);
for (const shape of [[1], [6], [3, 4], [2, 1, 5], [2, 3, 1]]) {
  const logits = draws.normal(...shape);
  softmax(shapesOf(logits), [logits], (x) => tf.softmax(x));
}
softmax('large logits', [floats([2, 3], [1000, 1001, 999, -1000, -1001, -1003])], (x) => tf.softmax(x));
