import type { NdArray } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { Draws, floats } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(1);
export const unaryCases: KernelCase[] = [];

type Draw = (shape: readonly number[]) => NdArray;

const normal: Draw = (shape) => draws.normal(...shape);
const between =
  (low: number, high: number): Draw =>
  (shape) =>
    draws.between(low, high, shape);
const avoiding =
  (...kinks: number[]): Draw =>
  (shape) =>
    draws.avoiding(kinks, shape);

/** Between whole numbers, where rounding is beyond doubt. */
const betweenIntegers: Draw = (shape) => {
  const parts = draws.between(0.1, 0.4, shape).data;
  const wholes = draws.integers(-4, 3, shape).data;
  return floats(
    shape,
    Array.from(wholes, (whole, k) => whole + parts[k] + (k % 2) / 2),
  );
};

const functions: readonly (readonly [string, (x: Tensor) => Tensor, Draw])[] = [
  ['Abs', (x) => tf.abs(x), avoiding(0)],
  ['Neg', (x) => tf.neg(x), normal],
  ['Exp', (x) => tf.exp(x), normal],
  ['Log', (x) => tf.log(x), between(0.3, 4)],
  ['Sqrt', (x) => tf.sqrt(x), between(0.3, 4)],
  ['Reciprocal', (x) => tf.reciprocal(x), avoiding(0)],
  ['Sign', (x) => tf.sign(x), avoiding(0)],
  ['Floor', (x) => tf.floor(x), betweenIntegers],
  ['Ceil', (x) => tf.ceil(x), betweenIntegers],
  ['Round', (x) => tf.round(x), betweenIntegers],
  ['Sigmoid', (x) => tf.sigmoid(x), normal],
  ['Softplus', (x) => tf.softplus(x), normal],
  ['Tanh', (x) => tf.tanh(x), normal],
  ['Sin', (x) => tf.sin(x), normal],
  ['Cos', (x) => tf.cos(x), normal],
  ['Tan', (x) => tf.tan(x), between(-1.2, 1.2)],
  ['Asin', (x) => tf.asin(x), between(-0.9, 0.9)],
  ['Acos', (x) => tf.acos(x), between(-0.9, 0.9)],
  ['Atan', (x) => tf.atan(x), normal],
  ['Sinh', (x) => tf.sinh(x), normal],
  ['Cosh', (x) => tf.cosh(x), normal],
  ['Asinh', (x) => tf.asinh(x), normal],
  ['Acosh', (x) => tf.acosh(x), between(1.3, 4)],
  ['Atanh', (x) => tf.atanh(x), between(-0.8, 0.8)],
  ['Erf', (x) => tf.erf(x), normal],
  ['Square', (x) => tf.square(x), normal],
  ['Rsqrt', (x) => tf.rsqrt(x), between(0.3, 4)],
  ['Log1p', (x) => tf.log1p(x), between(-0.6, 3)],
  ['Expm1', (x) => tf.expm1(x), normal],
  ['Identity', (x) => tf.clone(x), normal],
];

const fixedShapes = [[], [1], [7], [1, 3, 1]];

for (const [kernel, apply, draw] of functions) {
  for (const shape of [...fixedShapes, draws.shape(2), draws.shape(3)]) {
    const x = draw(shape);
    casesOf(kernel, unaryCases)(shapesOf(x), [x], apply);
  }
}

/** Saturating functions far out, and the numbers where the obvious formula cancels. */
const wide = floats([9], [-90, -30, -12, -5, 0.01, 5, 12, 30, 90]);
for (const [kernel, apply] of functions.filter(([name]) =>
  ['Sigmoid', 'Softplus', 'Tanh', 'Erf', 'Atan'].includes(name),
)) {
  casesOf(kernel, unaryCases)('far out', [wide], apply);
}
const tiny = floats([8], [-1e-2, -1e-4, -3e-8, -1e-20, 1e-20, 3e-8, 1e-4, 1e-2]);
for (const [kernel, apply] of functions.filter(([name]) =>
  ['Log1p', 'Expm1', 'Sinh', 'Asinh', 'Tanh'].includes(name),
)) {
  casesOf(kernel, unaryCases)('close to zero', [tiny], apply);
}
casesOf('Log1p', unaryCases)('large', [floats([3], [1e3, 1e8, 3e30])], (x) => tf.log1p(x));
casesOf('Expm1', unaryCases)('around the change of formula', [floats([4], [-0.6, -0.4, 0.4, 0.6])], (x) => tf.expm1(x));

const ties = floats([8], [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 1e7]);
casesOf('Round', unaryCases)('ties go to even', [ties], (x) => tf.round(x));
casesOf('Sign', unaryCases)('of zero', [floats([2], [0, -3])], (x) => tf.sign(x));

const whole = draws.integers(-5, 5, [2, 5]);
for (const [kernel, apply] of functions.filter(([name]) =>
  ['Abs', 'Neg', 'Sign', 'Square', 'Exp', 'Erf', 'Round', 'Identity'].includes(name),
)) {
  casesOf(kernel, unaryCases)('int32', [whole], apply, {
    ...(['Exp', 'Erf', 'Round', 'Sign'].includes(kernel) ? { leftOutOnWasm: 'it reads the integers as floats' } : {}),
  });
}
casesOf('Identity', unaryCases)('bool', [draws.booleans(4)], (x) => tf.clone(x));
