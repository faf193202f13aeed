import type { NdArray } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { Draws, floats, integers } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(3);
export const binaryCases: KernelCase[] = [];

type Shape = readonly number[];
type DrawTwo = (a: Shape, b: Shape) => [NdArray, NdArray];

const normal: DrawTwo = (a, b) => [draws.normal(...a), draws.normal(...b)];
/** Never equal: the second operand lies halfway between what the first may be. */
const unequal: DrawTwo = (a, b) => [draws.spread(a), draws.spread(b, 0.25)];
const awayFromZero: DrawTwo = (a, b) => [draws.normal(...a), draws.avoiding([0], b, 0.5)];
const positiveBase: DrawTwo = (a, b) => [draws.between(0.4, 2.5, a), draws.normal(...b)];

/** Quotients q + fraction whose floor is beyond doubt. */
const quotients: DrawTwo = (a, b) => {
  const divisor = draws.between(0.9, 1.1, b);
  const whole = draws.integers(-4, 4, a).data;
  return [
    floats(
      a,
      Array.from(whole, (q) => q + (q < 0 ? 0.45 : 0.55)),
    ),
    divisor,
  ];
};

const functions: readonly (readonly [string, (a: Tensor, b: Tensor) => Tensor, DrawTwo])[] = [
  ['Add', (a, b) => tf.add(a, b), normal],
  ['Sub', (a, b) => tf.sub(a, b), normal],
  ['Multiply', (a, b) => tf.mul(a, b), normal],
  ['RealDiv', (a, b) => tf.div(a, b), awayFromZero],
  ['Maximum', (a, b) => tf.maximum(a, b), unequal],
  ['Minimum', (a, b) => tf.minimum(a, b), unequal],
  ['Pow', (a, b) => tf.pow(a, b), positiveBase],
  ['SquaredDifference', (a, b) => tf.squaredDifference(a, b), normal],
  ['FloorDiv', (a, b) => tf.floorDiv(a, b), quotients],
  ['Mod', (a, b) => tf.mod(a, b), quotients],
];

const pairs: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[], [3, 2]],
  [[2, 3], []],
  [[1], [4]],
  [
    [3, 1],
    [1, 4],
  ],
  [[4], [2, 3, 4]],
  [
    [2, 1, 3],
    [5, 1],
  ],
  [
    [2, 3],
    [2, 3],
  ],
  draws.broadcastPair(2),
  draws.broadcastPair(3),
  draws.broadcastPair(4),
];

for (const [kernel, apply, draw] of functions) {
  for (const [a, b] of pairs) {
    const operands = draw(a, b);
    casesOf(kernel, binaryCases)(shapesOf(...operands), operands, (x, y) => apply(x, y), {
      ...(kernel === 'FloorDiv' ? { leftOutOnWasm: 'it gives floats where the CPU backend gives integers' } : {}),
    });
  }
}

// Operands that are known while recording may vanish or shrink; the result's shape must not.
const x = draws.normal(3, 1);
const constants: readonly (readonly [string, string, (x: Tensor) => Tensor])[] = [
  ['Add', 'zeros of its shape', (a) => tf.add(tf.mul(a, 2), tf.zeros([3, 1]))],
  ['Add', 'zeros of a larger shape', (a) => tf.add(a, tf.zeros([3, 4]))],
  ['Add', 'from zeros of a larger shape', (a) => tf.add(tf.zeros([2, 3, 4]), a)],
  ['Sub', 'zeros of a larger shape', (a) => tf.sub(a, tf.zeros([3, 4]))],
  ['Sub', 'from zeros', (a) => tf.sub(tf.zeros([3, 1]), a)],
  ['Multiply', 'ones of a larger shape', (a) => tf.mul(a, tf.ones([3, 4]))],
  ['Multiply', 'ones of its shape', (a) => tf.mul(tf.ones([3, 1]), tf.mul(a, 3))],
  ['Multiply', 'equal numbers', (a) => tf.mul(a, tf.fill([3, 4], 0.5))],
  ['Multiply', 'different numbers', (a) => tf.mul(a, tf.tensor2d([1, 2, 3], [3, 1]))],
  ['RealDiv', 'ones of a larger shape', (a) => tf.div(a, tf.ones([3, 4]))],
  ['RealDiv', 'of a constant', (a) => tf.div(tf.scalar(2), tf.add(tf.square(a), 1))],
  ['Pow', 'square', (a) => tf.pow(a, 2)],
  ['Pow', 'cube of numbers of either sign', (a) => tf.pow(a, tf.scalar(3))],
];
for (const [kernel, name, apply] of constants) casesOf(kernel, binaryCases)(`constant: ${name}`, [x], (a) => apply(a));

const wide: NdArray[] = [
  floats([6], [100.3, -250.7, 812.9, -77.7, 5.5, 12345.6]),
  floats([6], [0.37, 0.41, -0.9, -1.3, 7, 0.71]),
];
casesOf('Mod', binaryCases)('large quotients', wide, (a, b) => tf.mod(a, b), {
  noGradient: 'the quotient is its factor',
});

const int = (low: number, high: number, shape: Shape) => draws.integers(low, high, shape);
const large: NdArray[] = [
  integers([4], [2147483647, -2147483647, 1000000007, 16777217]),
  integers([4], [1, 2, -3, 16777217]),
];
const divided: NdArray[] = [integers([8], [7, -7, 7, -7, 6, -6, 0, 1]), integers([8], [3, 3, -3, -3, 3, 3, 5, -2])];
for (const [kernel, apply] of functions.filter(
  ([name]) => name !== 'RealDiv' && name !== 'FloorDiv' && name !== 'Mod',
)) {
  const operands = [int(-6, 6, [3, 1]), int(0, 4, [4])];
  casesOf(kernel, binaryCases)('int32', operands, (a, b) => apply(a, b));
}
casesOf('FloorDiv', binaryCases)('int32, signs', divided, (a, b) => tf.floorDiv(a, b));
casesOf('FloorDiv', binaryCases)('int32, beyond the integers of float32', large, (a, b) => tf.floorDiv(a, b), {
  leftOutOnWasm: 'it divides integers as floats',
});
casesOf('FloorDiv', binaryCases)('tf.div of int32', divided, (a, b) => tf.div(a, b));
casesOf('Mod', binaryCases)('int32, signs', divided, (a, b) => tf.mod(a, b));
casesOf('Mod', binaryCases)('int32, beyond the integers of float32', large, (a, b) => tf.mod(a, b));
casesOf('Maximum', binaryCases)('bool gives int32', [draws.booleans(5), draws.booleans(5)], (a, b) => tf.maximum(a, b));

const addN = casesOf('AddN', binaryCases);
for (const count of [1, 2, 4]) {
  const terms = Array.from({ length: count }, () => draws.normal(2, 3));
  addN(`${count} terms`, terms, (...tensors) => tf.addN(tensors));
}
addN('int32', [int(-3, 3, [4]), int(-3, 3, [4])], (a, b) => tf.addN([a, b]));
