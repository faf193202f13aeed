import { type Choice, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianMi, gaussianSplit, protocol } from '../gaussian-split.ts';

const RHO = 0.7;
const truth = gaussianMi(1, RHO);
const network = { hidden: [32, 32], activation: 'elu' };

/** What each reads at its optimum: CLUB rho^2 / (1 - rho^2), L1Out with 128 pairs the information to 1 / 255 of Var_Q r, the others the information. */
const cases: [string, Choice, number][] = [
  ['f-dime-kl', 'f-dime-kl', truth],
  ['f-dime-gan', 'f-dime-gan', truth],
  ['f-dime-hd', 'f-dime-hd', truth],
  ['club', { id: 'club', ...network }, RHO ** 2 / (1 - RHO ** 2)],
  ['l1out', { id: 'l1out', ...network }, truth],
  ['doe', { id: 'doe', ...network }, truth],
  ['minee', { id: 'minee', ...network, decay: 0.9 }, truth],
];

describe('trained on fresh draws of correlated Gaussians', () => {
  it.each(cases)('%s comes to its value at the optimum', async (_, bound, expected) => {
    const estimator = createNeuralEstimator({
      bound: bounds.create(bound),
      critic: critics.create({ id: 'joint-mlp', ...network }),
      optimizer: optimizers.create({ id: 'adam', learningRate: 1e-3 }),
    });
    const run = estimator.estimate(
      gaussianSplit(1, 1, RHO, { train: 'fresh', selection: 10_000, evaluation: 20_000 }),
      estimateOptions({ protocol: protocol({ steps: 2000, selectEvery: 250, selectionReferences: 10_000 }) }),
      keyFromSeed(3),
    );
    const { evaluation } = await completed(run);
    const { nats, standardError, reliable } = evaluation;
    expect(reliable).toBe(true);
    // The limits of science.md, section 6: what training leaves, and the noise of the evaluation.
    expect(Math.abs(nats - expected)).toBeLessThan(Math.max(0.05, 0.1 * expected) + 3 * standardError);
  });
});
