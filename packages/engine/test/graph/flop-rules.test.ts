import type { NamedSpecs, Step } from '@minebench/core';
import { flopOfStep, recordStep, tf } from '@minebench/engine';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { jointNetwork, trainingStep } from '../support/training-step.ts';

const float = (...shape: number[]) => ({ dtype: 'float32' as const, shape });

const flopOf = (data: NamedSpecs, run: (data: Readonly<Record<string, Tensor>>) => Tensor): number =>
  flopOfStep(recordStep((_, given) => ({ state: {}, outputs: { value: run(given) } }), { state: {}, data, batch: {} }));

describe('floating-point operations of images', () => {
  // 8 rows and columns, padded to 9, give 4 positions of a window of 3 at stride 2: nothing is left over.
  const [batch, size, out, kernel, channelsIn, channelsOut] = [5, 8, 4, 3, 2, 6];
  const convolution = 2 * batch * out ** 2 * channelsOut * kernel ** 2 * channelsIn;
  const data = {
    images: float(batch, size, size, channelsIn),
    filter: float(kernel, kernel, channelsIn, channelsOut),
    dy: float(batch, out, out, channelsOut),
  };
  const convolve = (images: Tensor, filter: Tensor) => tf.conv2d(images as Tensor4D, filter as Tensor4D, 2, 'same');
  const backward = (run: (images: Tensor, filter: Tensor) => Tensor, which: 0 | 1) =>
    flopOf(data, ({ images, filter, dy }) => tf.grads(run)([images, filter], dy)[which]);

  it('are 2 b h w c_out k^2 c_in of a convolution, and as many of either gradient', () => {
    expect(flopOf(data, ({ images, filter }) => convolve(images, filter))).toBe(convolution);
    expect(backward(convolve, 0)).toBe(convolution);
    expect(backward(convolve, 1)).toBe(convolution);
  });

  it('are one a number that a pooling window reads', () => {
    const windows = batch * out ** 2 * channelsIn;
    for (const pool of [tf.maxPool, tf.avgPool])
      expect(flopOf(data, ({ images }) => pool(images as Tensor4D, 2, 2, 'valid'))).toBe(windows * 2 ** 2);
  });
});

describe('floating-point operations of one kernel', () => {
  const data = { x: float(3, 4, 5), y: float(3, 5, 6) };
  it.each<[string, number, (x: Tensor3D, y: Tensor3D) => Tensor]>([
    ['a batched product', 3 * 2 * 4 * 5 * 6, (x, y) => tf.matMul(x, y)],
    ['the same as an Einstein sum', 3 * 2 * 4 * 5 * 6, (x, y) => tf.einsum('bij,bjk->bik', x, y)],
    ['a softmax', 5 * 60, (x) => tf.softmax(x)],
    ['a largest number', 60, (x) => tf.max(x, [0, 2])],
    ['a running sum', 60, (x) => tf.cumsum(x, 1)],
    ['a comparison', 60, (x) => tf.greater(x, 0)],
    ['a choice between numbers', 60, (x) => tf.where(tf.greater(x, 0), x, tf.zerosLike(x))],
    [
      'tiling, padding and slicing',
      0,
      (x) =>
        tf.slice(
          tf.pad(tf.tile(x, [2, 1, 1]), [
            [1, 0],
            [0, 0],
            [0, 2],
          ]),
          1,
          2,
        ),
    ],
    ['a product with a row that is broadcast', 60, (x) => tf.mul(x, tf.reshape(tf.slice(x, 0, 1), [4, 5]))],
  ])('%s: %d', (_, expected, run) => {
    expect(flopOf(data, ({ x, y }) => run(x as Tensor3D, y as Tensor3D))).toBe(expected);
  });
});

describe('floating-point operations of a training step', () => {
  const [dim, width, pool] = [3, 32, 50];
  const network = jointNetwork(dim, width, (x) => tf.relu(x));
  const parameters = 2 * dim * width + width + width ** 2 + width + width + 1;
  const flop = (batch: number, optimizer: 'adam' | 'sgd'): number => {
    const { step, example } = trainingStep({ network, optimizer, dim, pool, batch });
    return flopOfStep(recordStep(step as Step, example));
  };

  it('grow in proportion to the batch, but for what is done to the weights', () => {
    // With b counted from zero on, the rest is the optimiser's and a few operations on scalars.
    const constant = 2 * flop(16, 'sgd') - flop(32, 'sgd');
    expect(constant).toBeGreaterThanOrEqual(2 * parameters);
    expect(constant).toBeLessThan(2 * parameters + 40);
  });

  it("are twelve a weight more with Adam than with gradient ascent's two", () => {
    // m: two products and a sum; v: a square, two products and a sum; v / (1 - d2), root, m / (1 - d1), sum with epsilon, quotient; step and its sum.
    const adam = 3 + 4 + 5 + 2;
    const scalars = 4;
    expect(flop(16, 'adam') - flop(16, 'sgd')).toBe((adam - 2) * parameters + scalars);
  });

  it('are those of its products, by hand, within a tenth', () => {
    const [rows, wide] = [2 * 64, 32];
    const forward = 2 * rows * (2 * dim * wide + wide ** 2 + wide);
    // Backward as much again for the weights and once more for the layers' inputs, of which the first has none.
    const products = 3 * forward - 2 * rows * 2 * dim * wide;
    const counted = flop(64, 'sgd');
    expect(counted).toBeGreaterThan(products);
    expect(counted).toBeLessThan(1.1 * products);
  });
});
