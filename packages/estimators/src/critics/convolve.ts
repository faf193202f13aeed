import { tf } from '@minebench/engine';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs';

/** Zeros around images so that a window of `kernel` gives as many positions as the stride leaves room for, ceil(length / stride). */
function padded(images: Tensor4D, kernel: number, stride: number): Tensor4D {
  const [, height, width] = images.shape;
  const around = (length: number): [number, number] => {
    const missing = Math.max(0, (Math.ceil(length / stride) - 1) * stride + kernel - length);
    return [Math.floor(missing / 2), Math.ceil(missing / 2)];
  };
  return tf.pad(images, [[0, 0], around(height), around(width), [0, 0]]) as Tensor4D;
}

/**
 * Images `[b, height, width, channels in]` convolved with a filter `[kernel, kernel, channels in, channels out]`, zeros around them: `[b, ceil(height / stride), ceil(width /
 * stride), channels out]`. The filter's gradient is given as what it is, a convolution whose strides are dilations: TensorFlow.js's WebAssembly backend has no
 * kernel for it.
 */
export function convolve(images: Tensor4D, filter: Tensor4D, stride: number): Tensor4D {
  const withGradient = tf.customGrad((x, weights, save) => {
    const [input, kernel] = [x as Tensor4D, weights as Tensor4D];
    (save as (tensors: Tensor[]) => void)([input, kernel]);
    return {
      value: tf.conv2d(input, kernel, stride, 'valid'),
      gradFunc: (dy: Tensor, [kept, keptKernel]: Tensor[]) => [
        tf.conv2dTranspose(dy as Tensor4D, keptKernel as Tensor4D, (kept as Tensor4D).shape, stride, 'valid'),
        filterGradient(kept as Tensor4D, dy as Tensor4D, keptKernel.shape as Tensor4D['shape'], stride),
      ],
    };
  });
  return withGradient(padded(images, filter.shape[0], stride), filter) as Tensor4D;
}

function filterGradient(images: Tensor4D, dy: Tensor4D, shape: Tensor4D['shape'], stride: number): Tensor4D {
  const [height, width, channelsIn, channelsOut] = shape;
  const summedOverBatch = tf.conv2d(
    tf.transpose(images, [3, 1, 2, 0]) as Tensor4D,
    tf.transpose(dy, [1, 2, 0, 3]) as Tensor4D,
    1,
    'valid',
    'NHWC',
    stride,
  );
  const reached = tf.slice(summedOverBatch, [0, 0, 0, 0], [channelsIn, height, width, channelsOut]);
  return tf.transpose(reached, [1, 2, 0, 3]) as Tensor4D;
}
