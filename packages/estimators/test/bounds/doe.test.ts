import { type JointBound, keyFromSeed, standardErrorOfMean } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { gaussianMi } from '../gaussian-split.ts';
import { gaussianRows, trueConditional } from './conditional-gaussian.ts';

const doe = (family: string) => bounds.create({ id: 'doe', hidden: [], family }) as JointBound;

const COUNT = 20_000;
const [DIMENSION, RHO] = [2, 0.8];
const truth = gaussianMi(DIMENSION, RHO);

/** The estimate with the true conditional and a Gaussian marginal of the given mean and log variance, with its standard error by the influence. */
function read(mean: number, logVariance: number) {
  const bound = doe('gaussian');
  return onHost(() => {
    const { x, y } = gaussianRows(1, COUNT, DIMENSION, RHO);
    const params = { location: tf.fill([1, DIMENSION], mean), logSpread: tf.fill([1, DIMENSION], logVariance) };
    const context = {
      joint: bound.critic!.score(trueConditional(DIMENSION, RHO), x, y),
      own: bound.own!(params, x, y),
    };
    const { joint } = bound.influence!(context);
    return {
      value: bound.estimate(context).dataSync()[0],
      standardError: standardErrorOfMean(Float64Array.from(joint.dataSync())),
    };
  });
}

describe('difference of entropies at the true conditional of correlated Gaussians', () => {
  it('reads the information where the marginal is right, with the standard error of log dP/dQ', () => {
    const { value, standardError } = read(0, 0);
    // Var_P log r = d rho^2 (science.md, section 3).
    expect(standardError / Math.sqrt((DIMENSION * RHO ** 2) / COUNT)).toBeCloseTo(1, 1);
    expect(Math.abs(value - truth)).toBeLessThan(4 * standardError);
  });

  it.each([
    [1, 0],
    [0, 1],
    [-0.5, -0.7],
  ])('exceeds it by KL(p(y) || q) where the marginal has mean %d and log variance %d', (mean, logVariance) => {
    const { value, standardError } = read(mean, logVariance);
    const divergence = (DIMENSION / 2) * ((1 + mean ** 2) * Math.exp(-logVariance) - 1 + logVariance);
    expect(divergence).toBeGreaterThan(20 * standardError);
    expect(Math.abs(value - truth - divergence)).toBeLessThan(4 * standardError);
  });
});

describe.each([
  ['gaussian', (y: number) => -(y * y + Math.log(2 * Math.PI)) / 2],
  ['logistic', (y: number) => -y - 2 * Math.log1p(Math.exp(-y))],
] as const)('the family %s', (family, logDensity) => {
  const bound = doe(family);

  it('begins with a marginal about zero of width one, whatever x', () => {
    onHost(() => {
      const y = tf.tensor2d([
        [0.3, -1.2],
        [2, 0.1],
      ]);
      const params = bound.init!(keyFromSeed(1), 3, 2);
      const { marginal } = bound.own!(params, tf.zeros([2, 3]) as Tensor2D, y);
      const expected = [logDensity(0.3) + logDensity(-1.2), logDensity(2) + logDensity(0.1)];
      marginal.dataSync().forEach((value, k) => {
        expect(value).toBeCloseTo(expected[k], 5);
      });
    });
  });

  it('has a conditional of the same family: one that ignores x, with the same spread, reads zero', () => {
    onHost(() => {
      const { x, y } = gaussianRows(2, 50, 2, 0.9);
      const zero = { w0: tf.zeros([2, 4]), b0: tf.zeros([1, 4]) };
      const context = {
        joint: bound.critic!.score(zero, x, y),
        own: bound.own!(bound.init!(keyFromSeed(1), 2, 2), x, y),
      };
      expect(bound.estimate(context).dataSync()[0]).toBeCloseTo(0, 5);
    });
  });
});

it('maximises both log likelihoods: their sum, not their difference', () => {
  const bound = doe('gaussian');
  onHost(() => {
    const context = { joint: tf.tensor1d([1, 3]), own: { marginal: tf.tensor1d([-4, -6]) } };
    expect(bound.objective(context, {}).value.dataSync()[0]).toBe(-3);
    expect(bound.criterion!(context).dataSync()[0]).toBe(-3);
    expect(bound.estimate(context).dataSync()[0]).toBe(7);
  });
});
