import { tf } from '@minebench/engine';
import { Draws } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(7);
export const slicingCases: KernelCase[] = [];

const slice = casesOf('Slice', slicingCases);
for (const [shape, begin, size] of [
  [[5], [1], [3]],
  [[5], [2], [-1]],
  [[5], [0], [5]],
  [
    [3, 4],
    [1, 2],
    [2, 1],
  ],
  [
    [3, 4],
    [0, 1],
    [-1, -1],
  ],
  [
    [2, 1, 4],
    [1, 0, 3],
    [1, 1, 1],
  ],
]) {
  const x = draws.normal(...shape);
  slice(`${shapesOf(x)} from [${begin}] by [${size}]`, [x], (tensor) => tf.slice(tensor, begin, size));
}
slice('a number for the first axis', [draws.normal(4, 3)], (x) => tf.slice(x, 1, 2));
slice('int32', [draws.integers(0, 9, [5])], (x) => tf.slice(x, [1], [2]));
slice('bool', [draws.booleans(5)], (x) => tf.slice(x, [3]));

interface Window {
  readonly shape: number[];
  readonly begin: number[];
  readonly end: number[];
  readonly strides?: number[];
  /** begin, end, ellipsis, new axis, shrink axis */
  readonly masks?: readonly [number, number, number, number, number];
}

const windows: Readonly<Record<string, Window>> = {
  'stride 2': { shape: [7], begin: [1], end: [6], strides: [2] },
  backwards: { shape: [5], begin: [-1], end: [-6], strides: [-1] },
  'backwards by 2, to the middle': { shape: [7], begin: [5], end: [1], strides: [-2] },
  'negative ends': { shape: [3, 5], begin: [0, -3], end: [-1, -1] },
  'beyond the end': { shape: [3], begin: [1], end: [10] },
  'begin mask': { shape: [4, 3], begin: [2, 1], end: [3, 3], masks: [1, 0, 0, 0, 0] },
  'end mask': { shape: [4, 3], begin: [1, 1], end: [2, 2], masks: [0, 3, 0, 0, 0] },
  'backwards with both masks': { shape: [4], begin: [1], end: [2], strides: [-1], masks: [1, 1, 0, 0, 0] },
  ellipsis: { shape: [2, 3, 4], begin: [0, 1], end: [0, 3], strides: [1, 1], masks: [0, 0, 1, 0, 0] },
  'new axis': { shape: [3, 4], begin: [0, 1], end: [0, 3], strides: [1, 1], masks: [0, 0, 0, 1, 0] },
  'shrink axis': { shape: [3, 4], begin: [1, 0], end: [2, 3], masks: [0, 0, 0, 0, 1] },
  'shrink both axes': { shape: [3, 4], begin: [1, 2], end: [2, 3], masks: [0, 0, 0, 0, 3] },
  'strides on two axes': { shape: [4, 6], begin: [0, 5], end: [4, 0], strides: [3, -2] },
  everything: { shape: [2, 3], begin: [0, 0], end: [2, 3] },
};
const stridedSlice = casesOf('StridedSlice', slicingCases);
for (const [name, { shape, begin, end, strides, masks = [0, 0, 0, 0, 0] }] of Object.entries(windows)) {
  const [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] = masks;
  stridedSlice(name, [draws.normal(...shape)], (x) =>
    tf.stridedSlice(x, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask),
  );
}
stridedSlice('int32', [draws.integers(0, 9, [6])], (x) => tf.stridedSlice(x, [0], [6], [3]), {
  leftOutOnWasm: 'it gives floats',
});

const pad = casesOf('PadV2', slicingCases);
for (const [shape, paddings, fill] of [
  [[3], [[1, 2]], 0],
  [[3], [[0, 0]], 7],
  [
    [2, 3],
    [
      [0, 1],
      [2, 0],
    ],
    -1.5,
  ],
  [
    [2, 1, 2],
    [
      [1, 1],
      [0, 0],
      [0, 3],
    ],
    0.5,
  ],
] as [number[], [number, number][], number][]) {
  const x = draws.normal(...shape);
  pad(`${shapesOf(x)} by [${paddings.join('; ')}] with ${fill}`, [x], (tensor) => tf.pad(tensor, paddings, fill));
}
pad('int32', [draws.integers(0, 9, [3])], (x) => tf.pad(x, [[1, 1]], 4));
pad('bool', [draws.booleans(3)], (x) => tf.pad(x, [[2, 1]], 1), { leftOutOnWasm: 'it pads booleans with a float' });

const mirrorPad = casesOf('MirrorPad', slicingCases);
for (const mode of ['reflect', 'symmetric'] as const) {
  for (const [shape, paddings] of [
    [[4], [[2, 3]]],
    [[4], [[0, 0]]],
    [
      [3, 2],
      [
        [1, 2],
        [1, 0],
      ],
    ],
    [
      [2, 3, 2],
      [
        [1, 0],
        [0, 2],
        [1, 1],
      ],
    ],
  ] as [number[], [number, number][]][]) {
    const x = draws.normal(...shape);
    mirrorPad(`${mode} ${shapesOf(x)} by [${paddings.join('; ')}]`, [x], (tensor) =>
      tf.mirrorPad(tensor, paddings, mode),
    );
  }
  mirrorPad(`${mode} int32`, [draws.integers(0, 9, [4])], (x) => tf.mirrorPad(x, [[2, 2]], mode));
  mirrorPad(`${mode} bool`, [draws.booleans(4)], (x) => tf.mirrorPad(x, [[1, 2]], mode));
}
