import { keyFromSeed } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { normalWeights } from '../../src/critics/normal-weights.ts';
import { critics, layerNorm } from '../../src/index.ts';
import { points, tensor } from './on-engine.ts';

describe('layer normalisation', () => {
  it('gives every row the mean zero and the variance one, times its scale', () => {
    onHost(() => {
      const x = tf.add(normalWeights(keyFromSeed(1), 6, 9, 4), 50);
      const [normalized, doubled] = [tf.ones([1, 9]), tf.fill([1, 9], 2)].map((scale) =>
        layerNorm(x as never, scale).arraySync(),
      );
      normalized.forEach((row, i) => {
        const mean = row.reduce((sum, value) => sum + value, 0) / 9;
        const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9;
        expect(mean).toBeCloseTo(0, 4);
        expect(variance).toBeCloseTo(1, 4);
        row.forEach((value, j) => {
          expect(doubled[i][j]).toBeCloseTo(2 * value, 5);
        });
      });
    });
  });

  /** Scores after a change of the first layer's weights. */
  const scoresAfter = (layerNorm: boolean, change: (weight: Tensor) => Tensor): Float32Array => {
    const critic = critics.create({ id: 'joint-mlp', hidden: [12], layerNorm });
    return onHost(() => {
      const params = critic.init(keyFromSeed(2), 3, 3);
      const changed = { ...params, w0: change(params.w0) };
      return critic.score(changed, tensor(points(1, 8, 3)), tensor(points(2, 8, 3))).dataSync() as Float32Array;
    });
  };
  const distance = (layerNorm: boolean, change: (weight: Tensor) => Tensor): number => {
    const before = scoresAfter(layerNorm, (weight) => weight);
    return Math.max(...scoresAfter(layerNorm, change).map((score, k) => Math.abs(score - before[k])));
  };

  it('makes scores independent of the scale of the weights before it, up to its epsilon', () => {
    const tenfold = (weight: Tensor) => tf.mul(weight, 10);
    // 1e-5 beside a variance of about .1 or more: a relative change below 5e-5.
    expect(distance(true, tenfold)).toBeLessThan(1e-3);
    expect(distance(false, tenfold)).toBeGreaterThan(0.1);
  });

  it('and of what is added to all units alike', () => {
    const shifted = (weight: Tensor) => tf.add(weight, 3);
    expect(distance(true, shifted)).toBeLessThan(1e-3);
    expect(distance(false, shifted)).toBeGreaterThan(0.1);
  });
});
