import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { Draws } from '../../support/draws.ts';
import { casesOf, type KernelCase } from '../kernel-case.ts';

const draws = new Draws(12);
export const normalizationCases: KernelCase[] = [];

const batchNorm = casesOf('FusedBatchNorm', normalizationCases);
const moments = (...shape: number[]) => [draws.normal(...shape), draws.between(0.4, 2.5, shape)];

for (const shape of [
  [5, 3],
  [4, 2, 3],
  [2, 3, 2, 3],
] as const) {
  const x = draws.normal(...shape);
  const vector = moments(3);
  batchNorm(`rank ${shape.length}, moments of the last axis`, [x, ...vector], (t, mean, variance) =>
    tf.batchNorm(t, mean as Tensor1D, variance as Tensor1D, undefined, undefined, 0.01),
  );
  batchNorm(
    `rank ${shape.length}, with offset and scale`,
    [x, ...vector, draws.normal(3), draws.normal(3)],
    (t, mean, variance, offset, scale) =>
      tf.batchNorm(t, mean as Tensor1D, variance as Tensor1D, offset as Tensor1D, scale as Tensor1D),
  );
}
// As tf.layers.layerNormalization calls it.
batchNorm(
  'moments, offset and scale of every element',
  [draws.normal(4, 3), ...moments(4, 3), draws.normal(4, 3), draws.normal(4, 3)],
  (t, mean, variance, offset, scale) =>
    tf.batchNorm(t, mean as never, variance as never, offset as never, scale as never),
);
