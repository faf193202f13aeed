import { type Choice, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianMi, gaussianSplit, protocol } from '../gaussian-split.ts';

const RHO = 0.7;
const truth = gaussianMi(1, RHO);
const network = { hidden: [32, 32], activation: 'elu' };
const joint: Choice = { id: 'joint-mlp', ...network };
/** Its scores start far from zero: without clipping, the first gradients of bounds that take e^t unnormalised would overflow. */
const separable: Choice = { id: 'separable-mlp', ...network, embedding: 8 };

// With 128 pairs InfoNCE loses Var_Q r / 256 = (e^(2I) - 1) / 256 = .004, and SMILE's clip at e^-5 still less.
const cases: [string, Choice, Choice][] = [
  ['tuba', { id: 'tuba', ...network }, joint],
  ['remine', { id: 'remine', target: 1 }, joint],
  ['js', 'js', joint],
  ['smile', 'smile', joint],
  ['infonce', 'infonce', separable],
  ['infonce, symmetric', { id: 'infonce', direction: 'symmetric' }, separable],
  ['i-alpha', { id: 'i-alpha', ...network }, separable],
  ['flo', { id: 'flo', ...network }, separable],
];

describe('trained on fresh draws of correlated Gaussians', () => {
  it.each(cases)('%s comes to the information', async (_, bound, critic) => {
    const estimator = createNeuralEstimator({
      bound: bounds.create(bound),
      critic: critics.create(critic),
      optimizer: optimizers.create({ id: 'adam', learningRate: 2e-3, clipNorm: 1 }),
    });
    const run = estimator.estimate(
      gaussianSplit(1, 1, RHO, { train: 'fresh', selection: 10_000, evaluation: 20_000 }),
      estimateOptions({ protocol: protocol({ steps: 1500, selectEvery: 250, selectionReferences: 10_000 }) }),
      keyFromSeed(3),
    );
    const { evaluation } = await completed(run);
    const { nats, standardError, reliable } = evaluation;
    expect(reliable).toBe(true);
    // The limits of science.md, section 6: what training leaves, and the noise of the evaluation.
    expect(Math.abs(nats - truth)).toBeLessThan(Math.max(0.05, 0.1 * truth) + 3 * standardError);
  });
});
