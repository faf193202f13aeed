import type { NdArray } from '@minebench/core';
import { tf } from '@minebench/engine';
import { Draws } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(6);
export const shapeCases: KernelCase[] = [];

/** The same call on every element type. */
const typed = (shape: readonly number[]): [string, NdArray][] => [
  ['float32', draws.normal(...shape)],
  ['int32', draws.integers(-9, 9, shape)],
  ['bool', draws.booleans(...shape)],
];

const reshape = casesOf('Reshape', shapeCases);
for (const [from, to] of [
  [[], [1]],
  [[1], []],
  [[6], [2, 3]],
  [
    [2, 3],
    [3, -1],
  ],
  [
    [2, 1, 3],
    [6, 1],
  ],
]) {
  for (const [type, x] of typed(from))
    reshape(`${type} ${shapesOf(x)} to [${to}]`, [x], (tensor) => tf.reshape(tensor, to));
}
reshape('squeeze', [draws.normal(1, 3, 1)], (x) => tf.squeeze(x));
reshape('flatten, with a product behind', [draws.normal(2, 3)], (x) =>
  tf.mul(tf.reshape(tf.reshape(x, [3, 2]), [6]), 2),
);

const expandDims = casesOf('ExpandDims', shapeCases);
for (const axis of [0, 1, 2, -1, -2]) {
  const x = draws.normal(2, 3);
  expandDims(`axis ${axis}`, [x], (tensor) => tf.expandDims(tensor, axis));
}
expandDims('rank 0', [draws.normal()], (x) => tf.expandDims(x, 0));

const transpose = casesOf('Transpose', shapeCases);
for (const [shape, permutation] of [
  [[2, 3], undefined],
  [
    [2, 3],
    [0, 1],
  ],
  [
    [1, 4],
    [1, 0],
  ],
  [
    [2, 3, 4],
    [2, 0, 1],
  ],
  [
    [2, 1, 4],
    [1, 2, 0],
  ],
  [
    [2, 1, 4],
    [1, 0, 2],
  ],
  [
    [2, 3, 1, 2],
    [3, 2, 0, 1],
  ],
]) {
  for (const [type, x] of typed(shape!)) {
    transpose(`${type} ${shapesOf(x)} by [${permutation ?? ''}]`, [x], (tensor) => tf.transpose(tensor, permutation));
  }
}

const concat = casesOf('Concat', shapeCases);
for (const [shapes, axis] of [
  [[[2], [3]], 0],
  [
    [
      [2, 3],
      [1, 3],
      [4, 3],
    ],
    0,
  ],
  [
    [
      [2, 3],
      [2, 1],
    ],
    -1,
  ],
  [
    [
      [2, 1, 3],
      [2, 2, 3],
    ],
    1,
  ],
] as const) {
  const parts = shapes.map((shape) => draws.normal(...shape));
  concat(`${shapesOf(...parts)}, axis ${axis}`, parts, (...tensors) => tf.concat(tensors, axis));
}
concat('an operand twice', [draws.normal(2, 2)], (x) => tf.concat([x, x], 1));
concat('with an empty part', [draws.normal(2, 2)], (x) => tf.concat([x, tf.zeros([0, 2]), x], 0));
concat('with a constant', [draws.normal(2)], (x) => tf.concat([x, tf.tensor1d([1, 2, 3])]));
concat('int32', [draws.integers(0, 9, [3]), draws.integers(0, 9, [2])], (a, b) => tf.concat([a, b]));
concat('bool', [draws.booleans(3), draws.booleans(2)], (a, b) => tf.concat([a, b]));

const pack = casesOf('Pack', shapeCases);
const unpack = casesOf('Unpack', shapeCases);
for (const axis of [0, 1, 2, -1]) {
  pack(`axis ${axis}`, [draws.normal(2, 3), draws.normal(2, 3), draws.normal(2, 3)], (...layers) =>
    tf.stack(layers, axis),
  );
  const last = axis === 2 ? -2 : axis;
  unpack(`axis ${last}`, [draws.normal(2, 3, 2)], (x) => tf.unstack(x, last));
}
pack('rank 0', [draws.normal(), draws.normal()], (a, b) => tf.stack([a, b]));
pack('one layer', [draws.normal(3)], (x) => tf.stack([x], 1));
pack('int32', [draws.integers(0, 9, [2]), draws.integers(0, 9, [2])], (a, b) => tf.stack([a, b], 1));
unpack('to rank 0', [draws.normal(3)], (x) => tf.unstack(x));
unpack('an axis of length 1', [draws.normal(2, 1)], (x) => tf.unstack(x, 1));
unpack('int32', [draws.integers(0, 9, [2, 2])], (x) => tf.unstack(x, 1));

const split = casesOf('SplitV', shapeCases);
for (const [shape, sizes, axis] of [
  [[6], 3, 0],
  [[6, 2], [1, 2, 3], 0],
  [[2, 6], [4, 2], -1],
  [[2, 6], [1, -1], 1],
  [[2, 3], 1, 0],
] as [number[], number | number[], number][]) {
  const x = draws.normal(...shape);
  split(`${shapesOf(x)} into ${Array.isArray(sizes) ? `[${sizes}]` : sizes}, axis ${axis}`, [x], (tensor) =>
    tf.split(tensor, sizes, axis),
  );
}
split('int32', [draws.integers(0, 9, [4])], (x) => tf.split(x, 2));
split('bool', [draws.booleans(4)], (x) => tf.split(x, [1, 3]));

const tile = casesOf('Tile', shapeCases);
for (const [shape, repeats] of [
  [[3], [2]],
  [
    [1, 3],
    [4, 1],
  ],
  [
    [2, 1],
    [1, 5],
  ],
  [
    [2, 3],
    [2, 2],
  ],
  [
    [2, 3],
    [1, 1],
  ],
]) {
  for (const [type, x] of typed(shape))
    tile(`${type} ${shapesOf(x)} by [${repeats}]`, [x], (tensor) => tf.tile(tensor, repeats));
}
tile('tf.broadcastTo', [draws.normal(3, 1)], (x) => tf.broadcastTo(x, [2, 3, 4]));

const reverse = casesOf('Reverse', shapeCases);
for (const axis of [undefined, 0, -1, [0, 2], [1]]) {
  const x = draws.normal(2, 3, 4);
  reverse(`axis ${axis === undefined ? 'all' : `[${axis}]`}`, [x], (tensor) => tf.reverse(tensor, axis));
}
reverse('an axis of length 1', [draws.normal(1, 3)], (x) => tf.reverse(x, 0));
reverse('int32', [draws.integers(0, 9, [4])], (x) => tf.reverse(x));
reverse('bool', [draws.booleans(4)], (x) => tf.reverse(x), { leftOutOnWasm: 'it reads booleans as floats' });
