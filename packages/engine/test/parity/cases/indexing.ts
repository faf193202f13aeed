import { tf } from '@minebench/engine';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import { Draws, floats, integers } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(8);
export const indexingCases: KernelCase[] = [];

const gather = casesOf('GatherV2', indexingCases);
for (const [shape, indices, axis, batchDims] of [
  [[5], [], 0, 0],
  [[5], [4], 0, 0],
  [[1], [3], 0, 0],
  [[4, 3], [6], 0, 0],
  [[4, 3], [2], -1, 0],
  [[4, 3], [2, 3], 1, 0],
  [[2, 4, 3], [5], 1, 0],
  [[2, 4], [2, 3], 1, 1],
  [[2, 4, 3], [2, 5], 1, 1],
  [[2, 4, 3], [2, 2], 2, 1],
  [[2, 4, 3], [2, 2, 2], -1, 1],
  [[2, 3, 4, 2], [2, 3, 5], 2, 2],
  [[2, 1, 4], [2, 3], -1, -1],
] as [number[], number[], number, number][]) {
  const x = draws.normal(...shape);
  const positive = axis < 0 ? axis + shape.length : axis;
  const positions = draws.integers(0, shape[positive] - 1, indices);
  const batch = batchDims === 0 ? '' : `, batchDims ${batchDims}`;
  gather(
    `${shapesOf(x, positions)}, axis ${axis}${batch}`,
    [x, positions],
    (tensor, at) => tf.gather(tensor, at as Tensor1D, axis, batchDims),
    {
      ...(batchDims > 1 || batchDims < 0
        ? { leftOutOnWasm: 'it reads elsewhere with two or a negative number of batch axes' }
        : {}),
    },
  );
}
gather('constant indices', [draws.normal(4, 2)], (x) => tf.gather(x, tf.tensor1d([3, 0, 3], 'int32')));
gather('from a constant', [draws.integers(0, 2, [4])], (at) => tf.gather(tf.tensor1d([1.5, 2.5, 3.5]), at as Tensor1D));
gather('int32', [draws.integers(0, 9, [4]), integers([2], [3, 0])], (x, at) => tf.gather(x, at as Tensor1D));
gather('bool', [draws.booleans(4), integers([2], [3, 0])], (x, at) => tf.gather(x, at as Tensor1D));

const gatherNd = casesOf('GatherNd', indexingCases);
gatherNd('whole rows', [draws.normal(4, 3), integers([2, 1], [3, 0])], (x, at) => tf.gatherND(x, at));
gatherNd('elements', [draws.normal(4, 3), integers([3, 2], [0, 2, 3, 1, 0, 2])], (x, at) => tf.gatherND(x, at));
gatherNd('one element', [draws.normal(4, 3), integers([2], [2, 1])], (x, at) => tf.gatherND(x, at));
gatherNd('indices of rank 3', [draws.normal(2, 3, 2), integers([2, 2, 2], [0, 1, 1, 2, 1, 0, 0, 0])], (x, at) =>
  tf.gatherND(x, at),
);
gatherNd('int32', [draws.integers(0, 9, [4]), integers([2, 1], [3, 0])], (x, at) => tf.gatherND(x, at));

const scatterNd = casesOf('ScatterNd', indexingCases);
scatterNd('elements', [integers([3, 1], [4, 0, 2]), draws.normal(3)], (at, x) => tf.scatterND(at, x, [6]));
scatterNd('rows, one twice', [integers([3, 1], [1, 0, 1]), draws.normal(3, 2)], (at, x) => tf.scatterND(at, x, [3, 2]));
scatterNd('by two indices', [integers([2, 2], [0, 1, 2, 0]), draws.normal(2)], (at, x) => tf.scatterND(at, x, [3, 2]));
scatterNd('int32', [integers([3, 1], [1, 0, 1]), draws.integers(1, 9, [3])], (at, x) => tf.scatterND(at, x, [3]));

const segmentSum = casesOf('UnsortedSegmentSum', indexingCases);
const sum = (count: number) => (x: Tensor, ids: Tensor) => tf.unsortedSegmentSum(x, ids as Tensor1D, count);
segmentSum('numbers', [draws.normal(5), integers([5], [0, 2, 0, 1, 2])], sum(3));
segmentSum('rows, an empty segment', [draws.normal(4, 3), integers([4], [3, 0, 3, 1])], sum(5));
segmentSum('rank 3', [draws.normal(3, 1, 2), integers([3], [1, 1, 0])], sum(2));
segmentSum(
  'numbers that are no segment are left out',
  [floats([5], [1, 2, 4, 8, 16]), integers([5], [0, -1, 1, 2, 7])],
  sum(2),
);
segmentSum('constant ids', [draws.normal(3, 2)], (x) => tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1], 'int32'), 2));
segmentSum('constant ids that are no segment', [draws.normal(3)], (x) =>
  tf.unsortedSegmentSum(x, tf.tensor1d([1, -1, 4], 'int32'), 2),
);
segmentSum('int32 gives float32', [draws.integers(0, 9, [4]), integers([4], [0, 1, 0, 1])], sum(2));

const oneHot = casesOf('OneHot', indexingCases);
oneHot('rank 0', [integers([], [2])], (at) => tf.oneHot(at, 4));
oneHot('rank 1, out of range is off everywhere', [integers([4], [0, 2, -1, 3])], (at) => tf.oneHot(at, 3));
oneHot('rank 2', [draws.integers(0, 3, [2, 3])], (at) => tf.oneHot(at, 4));
oneHot('on and off values', [integers([3], [0, 2, 1])], (at) => tf.oneHot(at, 3, 5, -2));
oneHot('float32', [integers([3], [0, 2, 1])], (at) => tf.oneHot(at, 3, 0.5, -0.25, 'float32'), {
  leftOutOnWasm: 'it takes the values for integers',
});
oneHot('bool', [integers([3], [0, 2, 1])], (at) => tf.oneHot(at, 3, 1, 0, 'bool'), {
  leftOutOnWasm: 'it writes booleans as integers',
});
