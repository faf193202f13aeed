import { tf } from '@minebench/engine';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { Draws } from '../../support/draws.ts';
import { casesOf, type KernelCase, shapesOf } from '../kernel-case.ts';

const draws = new Draws(21);
export const imageCases: KernelCase[] = [];

type Strides = number | [number, number];
type Image = [number, number, number, number];
type Pad = 'same' | 'valid' | number;

const NO_FILTER_GRADIENT = "it has no kernel for the filter's gradient";
const FORGETS_ROUNDING = 'TensorFlow.js forgets the rounding where it differentiates';
const WASM_FORGETS_EDGE = 'it takes no window that stands beyond the padding';
const WASM_LOSES_WINDOWS = 'its gradient leaves out windows';
const convolve = casesOf('Conv2D', imageCases);
const toInput = casesOf('Conv2DBackpropInput', imageCases);
const toFilter = casesOf('Conv2DBackpropFilter', imageCases);

for (const [image, kernel, channels, strides, pad] of [
  [[5, 6], [3, 3], [2, 4], 1, 'same'],
  [[5, 6], [3, 2], [1, 3], 1, 'valid'],
  [[7, 8], [3, 3], [2, 2], 2, 'same'],
  [[8, 7], [3, 3], [3, 1], 2, 'valid'],
  [[8, 9], [2, 3], [1, 2], [2, 3], 'valid'],
  [[6, 6], [5, 5], [1, 2], 3, 'same'],
  [[4, 4], [1, 1], [3, 2], 1, 'valid'],
  [[5, 5], [3, 3], [2, 1], 2, 1],
  [[3, 3], [3, 3], [1, 1], 1, 'valid'],
] as [[number, number], [number, number], [number, number], Strides, Pad][]) {
  const operands = [draws.normal(2, ...image, channels[0]), draws.normal(...kernel, ...channels)];
  const name = `${shapesOf(...operands)}, strides ${strides}, ${pad}`;
  const run = (x: Tensor, filter: Tensor) => tf.conv2d(x as Tensor4D, filter as Tensor4D, strides, pad);
  convolve(name, operands, run, { leftOutOnWasm: NO_FILTER_GRADIENT });
  const gradient = (x: Tensor, filter: Tensor) =>
    tf.engine().gradients(() => tf.sum(tf.square(run(x, filter))), [x, filter]).grads[1];
  const images = operands[0].shape;
  const transposed = (dy: Tensor, filter: Tensor) =>
    tf.conv2dTranspose(dy as Tensor4D, filter as Tensor4D, images as Image, strides, pad);
  const { outShape } = tf.backend_util.computeConv2DInfo(images as Image, operands[1].shape as Image, strides, 1, pad);
  toInput(name, [draws.normal(...outShape), operands[1]], transposed, { leftOutOnWasm: NO_FILTER_GRADIENT });
  toFilter(name, operands, gradient, {
    leftOutOnWasm: NO_FILTER_GRADIENT,
    noGradient: 'TensorFlow.js does not differentiate it twice',
  });
}
convolve(
  'one image without a batch axis',
  [draws.normal(4, 5, 2), draws.normal(2, 2, 2, 3)],
  (x, filter) => tf.conv2d(x as Tensor3D, filter as Tensor4D, 1, 'same'),
  { leftOutOnWasm: NO_FILTER_GRADIENT },
);
convolve(
  'padding in numbers, unequal strides, of which TensorFlow.js counts positions by the first',
  [draws.normal(1, 6, 7, 2), draws.normal(3, 2, 2, 2)],
  (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, [2, 3], 1),
  { leftOutOnWasm: NO_FILTER_GRADIENT },
);
for (const rounding of ['floor', 'ceil'] as const) {
  convolve(
    `three positions and a half, ${rounding}`,
    [draws.normal(2, 6, 8, 2), draws.normal(3, 3, 2, 2)],
    (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 2, 1, 'NHWC', 1, rounding),
    rounding === 'ceil'
      ? { noGradient: FORGETS_ROUNDING, leftOutOnWasm: WASM_FORGETS_EDGE }
      : { leftOutOnWasm: NO_FILTER_GRADIENT },
  );
}
convolve(
  'a dilated filter',
  [draws.normal(2, 7, 7, 2), draws.normal(3, 3, 2, 2)],
  (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same', 'NHWC', 2),
  { noGradient: 'TensorFlow.js does not differentiate dilated convolutions' },
);

const fused = casesOf('FusedConv2D', imageCases);
for (const activation of ['linear', 'relu', 'sigmoid', 'elu'] as const) {
  fused(
    `with a bias, ${activation}`,
    [draws.normal(2, 5, 5, 2), draws.normal(3, 3, 2, 3), draws.normal(3)],
    (x, filter, bias) =>
      tf.fused.conv2d({
        x: x as Tensor4D,
        filter: filter as Tensor4D,
        strides: 1,
        pad: 'same',
        bias: bias as never,
        activation,
      }),
    { noGradient: 'TensorFlow.js fuses only where nothing is differentiated' },
  );
}

const largest = casesOf('MaxPool', imageCases);
const largestGradient = casesOf('MaxPoolGrad', imageCases);
const average = casesOf('AvgPool', imageCases);
const averageGradient = casesOf('AvgPoolGrad', imageCases);
for (const [image, size, strides, pad, rounding] of [
  [[6, 6], 2, 2, 'valid'],
  [[5, 7], 3, 2, 'same'],
  [[5, 5], [2, 3], 1, 'same'],
  [[7, 5], 2, 3, 'valid'],
  [[6, 8], 3, 2, 1, 'floor'],
  [[6, 8], 3, 2, 1, 'ceil'],
] as [[number, number], Strides, Strides, Pad, ('floor' | 'ceil')?][]) {
  // Numbers apart from each other: which is the largest does not hang on rounding.
  const operands = [draws.spread([2, ...image, 3])];
  const name = `${shapesOf(...operands)}, window ${size}, strides ${strides}, ${pad}${rounding ? `, ${rounding}` : ''}`;
  const pools = {
    max: (x: Tensor) => tf.maxPool(x as Tensor4D, size, strides, pad, rounding),
    mean: (x: Tensor) => tf.avgPool(x as Tensor4D, size, strides, pad, rounding),
  };
  const gradientOf = (pool: (x: Tensor) => Tensor) => (x: Tensor) =>
    tf.engine().gradients(() => tf.sum(tf.sin(pool(x))), [x]).grads[0];
  if (rounding === 'ceil') {
    const valueAlone = { noGradient: FORGETS_ROUNDING, leftOutOnWasm: WASM_FORGETS_EDGE };
    largest(name, operands, pools.max, valueAlone);
    average(name, operands, pools.mean, valueAlone);
    continue;
  }
  largest(name, operands, pools.max, { leftOutOnWasm: WASM_LOSES_WINDOWS });
  largestGradient(name, operands, gradientOf(pools.max), {
    noGradient: 'it has none in TensorFlow.js',
    leftOutOnWasm: WASM_LOSES_WINDOWS,
  });
  // Over an edge TensorFlow.js averages what is there, but its gradient divides by the whole window.
  const sums = (x: Tensor4D) => {
    const [height, width] = typeof size === 'number' ? [size, size] : size;
    const channels = x.shape[3];
    const filter = tf.tile(tf.reshape(tf.eye(channels), [1, 1, channels, channels]), [height, width, 1, 1]);
    return tf.conv2d(x, filter as Tensor4D, strides, pad);
  };
  const averaged = (x: Tensor) => tf.div(sums(x as Tensor4D), sums(tf.onesLike(x) as Tensor4D));
  const edges = pad !== 'valid' ? { leftOutOnWasm: 'its gradient divides by the whole window' } : {};
  average(name, operands, pools.mean, { reference: averaged, ...edges });
  averageGradient(name, operands, gradientOf(pools.mean), {
    noGradient: 'it has none in TensorFlow.js',
    reference: gradientOf(averaged),
    ...edges,
  });
}

// What ReLU leaves: windows of zeros, whose gradient goes to the first of them.
const ties = draws.integers(-1, 1, [2, 4, 6, 2]);
const rectified = {
  ...ties,
  dtype: 'float32' as const,
  data: Float32Array.from(ties.data, (value) => Math.max(0, value)),
};
largestGradient(
  'the first of equal ones',
  [rectified],
  (x) => tf.engine().gradients(() => tf.sum(tf.sin(tf.add(tf.maxPool(x as Tensor4D, 2, 2, 'valid'), 1))), [x]).grads[0],
  {
    noGradient: 'it has none in TensorFlow.js',
    leftOutOnWasm: WASM_LOSES_WINDOWS,
  },
);
