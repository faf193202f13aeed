import { onHost, tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { convolve } from '../../src/critics/convolve.ts';
import { normals } from '../normals.ts';

type Four = readonly [number, number, number, number];

const array = (seed: number, shape: Four): Tensor4D =>
  tf.tensor4d(
    Float32Array.from(
      normals(
        seed,
        shape.reduce((product, length) => product * length, 1),
      ),
    ),
    [...shape],
  );

const length = fc.integer({ min: 1, max: 7 });
const few = fc.integer({ min: 1, max: 3 });

it("is TensorFlow.js's convolution with zeros around the images, and so are both its gradients", () => {
  fc.assert(
    fc.property(length, length, few, few, few, few, (height, width, kernel, stride, channelsIn, channelsOut) => {
      onHost(() => {
        const operands = [
          array(1, [2, height, width, channelsIn]),
          array(2, [kernel, kernel, channelsIn, channelsOut]),
        ];
        const run = (convolution: (x: Tensor4D, filter: Tensor4D) => Tensor) =>
          tf.valueAndGrads((x, filter) => tf.sum(tf.sin(convolution(x as Tensor4D, filter as Tensor4D))) as Scalar)(
            operands,
          );
        const expected = run((x, filter) => tf.conv2d(x, filter, stride, 'same'));
        const found = run((x, filter) => convolve(x, filter, stride));
        const pairs = [
          [found.value, expected.value],
          [found.grads[0], expected.grads[0]],
          [found.grads[1], expected.grads[1]],
        ];
        // Sums of at most a few hundred float32 products of order one.
        for (const [a, b] of pairs) expect(tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]).toBeLessThan(1e-4);
      });
    }),
    { seed: 5, numRuns: 60 },
  );
});
