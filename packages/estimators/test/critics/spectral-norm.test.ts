import { keyFromSeed } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { normalWeights } from '../../src/critics/normal-weights.ts';
import { POWER_ITERATIONS } from '../../src/critics/spectral-norm.ts';
import { critics, spectrallyNormalized, spectralNorm } from '../../src/index.ts';
import { largestSingularValue } from './largest-singular-value.ts';

const trueNorm = (weight: Tensor2D): number => largestSingularValue(weight.dataSync(), ...weight.shape);

it('the reference finds what a matrix was made of', () => {
  // Rotations of diag(3, 2) by .4 on the left and 1.1 on the right.
  const [c, s, k, r] = [Math.cos(0.4), Math.sin(0.4), Math.cos(1.1), Math.sin(1.1)];
  const matrix = [3 * c * k + 2 * s * r, 3 * c * r - 2 * s * k, 3 * s * k - 2 * c * r, 3 * s * r + 2 * c * k];
  expect(largestSingularValue(matrix, 2, 2)).toBeCloseTo(3, 12);
  expect(largestSingularValue([1, 2, 2, 4, 2, 4], 3, 2)).toBeCloseTo(Math.sqrt(45), 12);
});

describe.each([
  [48, 48],
  [12, 48],
  [48, 12],
  [5, 3],
] as const)('the spectral norm of %d x %d normal weights', (rows, columns) => {
  const shortfalls = (count: number): number[] =>
    Array.from({ length: count }, (_, seed) =>
      onHost(() => {
        const weight = normalWeights(keyFromSeed(100 + seed), rows, columns, 2 / rows);
        return 1 - spectralNorm(weight).dataSync()[0] / trueNorm(weight);
      }),
    );

  it('is never above the true one, and near it', () => {
    const found = shortfalls(8);
    for (const shortfall of found) expect(shortfall).toBeGreaterThan(-1e-6);
    // Kuczynski and Wozniakowski (1992): from a random direction, which a fixed one is to a weight whose law no rotation changes, K multiplications leave
    // the squared norm short by .871 ln(n) / K of it at most, in expectation. The law of normal weights lies well below that worst case.
    const bound = (0.871 * Math.log(Math.min(rows, columns))) / POWER_ITERATIONS;
    const mean = found.reduce((sum, shortfall) => sum + 1 - (1 - shortfall) ** 2, 0) / found.length;
    expect(mean).toBeLessThan(bound);
    // What the comment in the code says of weights up to 256 x 256.
    expect(Math.max(...found)).toBeLessThan(0.05);
  });
});

it.each([
  [7, 1],
  [1, 7],
])('of a single row or column is its length, %d x %d', (rows, columns) => {
  onHost(() => {
    const weight = normalWeights(keyFromSeed(1), rows, columns, 1);
    expect(spectralNorm(weight).dataSync()[0]).toBeCloseTo(Math.hypot(...weight.dataSync()), 5);
  });
});

it('makes a weight whose largest singular value is one, whatever its scale', () => {
  onHost(() => {
    for (const variance of [1e-12, 1, 1e12]) {
      const weight = spectrallyNormalized(normalWeights(keyFromSeed(2), 24, 16, variance));
      expect(Math.abs(trueNorm(weight) - 1)).toBeLessThan(0.05);
    }
  });
});

it('has the gradient u v^T: that of the norm of singular vectors that are held fixed', () => {
  onHost(() => {
    // A singular value that stands out: after 16 iterations the vectors are exact, and so is the gradient of the norm itself.
    const outer = tf.matMul(normalWeights(keyFromSeed(3), 6, 1, 1), normalWeights(keyFromSeed(4), 1, 4, 1));
    const weight = tf.add(outer, normalWeights(keyFromSeed(5), 6, 4, 0.01)) as Tensor2D;
    const gradient = tf.grad((w: Tensor) => spectralNorm(w as Tensor2D))(weight);
    const direction = normalWeights(keyFromSeed(6), 6, 4, 1);
    const values = Float64Array.from(weight.dataSync());
    const along = (step: number) =>
      largestSingularValue(
        values.map((value, k) => value + step * direction.dataSync()[k]),
        6,
        4,
      );
    const expected = (along(1e-5) - along(-1e-5)) / 2e-5;
    expect(tf.sum(tf.mul(gradient, direction)).dataSync()[0]).toBeCloseTo(expected, 4);
  });
});

it('bounds how fast the score of a critic can change: at most by the distance of the inputs', () => {
  const critic = critics.create({ id: 'joint-mlp', hidden: [16, 16], spectralNorm: true });
  const plain = critics.create({ id: 'joint-mlp', hidden: [16, 16] });
  onHost(() => {
    const rows = 400;
    const params = critic.init(keyFromSeed(1), 2, 2);
    // Weights of ten times the size stretch a plain critic far.
    const scaled = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, tf.mul(value, 10)]));
    const [x, y] = [normalWeights(keyFromSeed(2), rows, 2, 1), normalWeights(keyFromSeed(3), rows, 2, 1)];
    const shift = normalWeights(keyFromSeed(4), rows, 2, 1e-2);
    const stretch = ({ score }: typeof critic) =>
      tf
        .max(tf.div(tf.abs(tf.sub(score(scaled, tf.add(x, shift), y), score(scaled, x, y))), tf.norm(shift, 2, 1)))
        .dataSync()[0];
    // Three layers, each within 5% of one; ReLU stretches nothing.
    expect(stretch(critic)).toBeLessThan(1.05 ** 3);
    expect(stretch(plain)).toBeGreaterThan(10);
  });
});
