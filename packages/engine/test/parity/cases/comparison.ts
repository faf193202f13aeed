import type { NdArray } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { booleans, Draws, floats } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(4);
export const comparisonCases: KernelCase[] = [];

const comparisons: readonly (readonly [string, (a: Tensor, b: Tensor) => Tensor])[] = [
  ['Greater', (a, b) => tf.greater(a, b)],
  ['GreaterEqual', (a, b) => tf.greaterEqual(a, b)],
  ['Less', (a, b) => tf.less(a, b)],
  ['LessEqual', (a, b) => tf.lessEqual(a, b)],
  ['Equal', (a, b) => tf.equal(a, b)],
  ['NotEqual', (a, b) => tf.notEqual(a, b)],
];

const operandPairs = (): [string, NdArray[]][] => [
  ['rank 0', [draws.integers(0, 1, []), draws.integers(0, 1, [])]],
  ['int32 broadcast', [draws.integers(-2, 2, [3, 1]), draws.integers(-2, 2, [1, 4])]],
  ['float32 with ties', [floats([2, 3], [1, 2, 3, -1, 0, 2.5]), floats([3], [1, 0, 3])]],
  ['float32 against rank 0', [draws.spread([7]), draws.spread([], 0.25)]],
  ['zeros of either sign', [floats([2], [0, -0]), floats([2], [-0, 0])]],
  ['bool', [draws.booleans(2, 4), draws.booleans(4)]],
];

for (const [kernel, compare] of comparisons) {
  for (const [name, operands] of operandPairs()) {
    casesOf(kernel, comparisonCases)(name, operands, (a, b) => compare(a, b));
  }
}

const truth = [booleans([4], [0, 0, 1, 1]), booleans([4], [0, 1, 0, 1])];
casesOf('LogicalAnd', comparisonCases)('truth table', truth, (a, b) => tf.logicalAnd(a, b));
casesOf('LogicalAnd', comparisonCases)('broadcast', [draws.booleans(3, 1), draws.booleans(4)], (a, b) =>
  tf.logicalAnd(a, b),
);
casesOf('LogicalOr', comparisonCases)('truth table', truth, (a, b) => tf.logicalOr(a, b));
casesOf('LogicalOr', comparisonCases)('broadcast', [draws.booleans(), draws.booleans(2, 2)], (a, b) =>
  tf.logicalOr(a, b),
);
casesOf('LogicalNot', comparisonCases)('rank 0', [draws.booleans()], (a) => tf.logicalNot(a));
casesOf('LogicalNot', comparisonCases)('rank 2', [draws.booleans(2, 3)], (a) => tf.logicalNot(a));

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const special = floats([2, 3], [nan, infinity, -infinity, 0, 1e30, -2]);
for (const [kernel, test] of [
  ['IsNan', (x: Tensor) => tf.isNaN(x)],
  ['IsInf', (x: Tensor) => tf.isInf(x)],
  ['IsFinite', (x: Tensor) => tf.isFinite(x)],
] as const) {
  casesOf(kernel, comparisonCases)('float32', [special], test);
  casesOf(kernel, comparisonCases)('rank 0', [draws.normal()], test);
  casesOf(kernel, comparisonCases)('int32', [draws.integers(-2, 2, [3])], test, {
    leftOutOnWasm: 'it reads the integers as floats',
  });
}

const select = casesOf('Select', comparisonCases);
for (const [condition, a, b] of [
  [[], [], []],
  [
    [2, 3],
    [2, 3],
    [2, 3],
  ],
  [[3], [2, 3], []],
  [
    [2, 1],
    [1, 3],
    [2, 3],
  ],
]) {
  const operands = [draws.booleans(...condition), draws.normal(...a), draws.normal(...b)];
  select(shapesOf(...operands), operands, (c, t, e) => tf.where(c, t, e));
}
select('int32', [draws.booleans(5), draws.integers(0, 9, [5]), draws.integers(-9, 0, [5])], (c, t, e) =>
  tf.where(c, t, e),
);
select('bool', [draws.booleans(2, 3), draws.booleans(2, 3), draws.booleans(3)], (c, t, e) => tf.where(c, t, e), {
  leftOutOnWasm: 'it reads booleans as floats',
});

const cast = casesOf('Cast', comparisonCases);
const sources: Record<string, NdArray> = {
  float32: floats([6], [-2.7, -0.3, 0, 0.3, 2.7, 1e6]),
  int32: draws.integers(-2, 2, [6]),
  bool: draws.booleans(6),
};
for (const [from, array] of Object.entries(sources)) {
  for (const to of ['float32', 'int32', 'bool'] as const) {
    cast(`${from} to ${to}`, [array], (x) => tf.cast(x, to), {
      ...(to === 'bool' && from !== 'bool' ? { leftOutOnWasm: 'it gives booleans beyond 0 and 1' } : {}),
    });
  }
}
