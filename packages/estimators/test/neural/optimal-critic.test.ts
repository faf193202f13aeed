import { keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianMi, gaussianSplit, protocol, shiftByOne } from '../gaussian-split.ts';

const rho = 0.6;
const b = 32;
const truth = gaussianMi(1, rho);
const sample = gaussianSplit(3, 1, rho, { train: 1000, selection: 1000, evaluation: 40_000 });

/** Hardly trained: what is off is the optimisation. */
const run = (bound: string, split = sample) =>
  completed(
    createNeuralEstimator({
      bound: bounds.create(bound),
      critic: critics.create({ id: 'separable-mlp', hidden: [8], embedding: 4 }),
      optimizer: optimizers.create('adam'),
    }).estimate(
      split,
      estimateOptions({
        protocol: protocol({ steps: 20, selectEvery: 20, evaluationReferences: 40_000 }),
        batchSize: b,
        references: shiftByOne(b),
      }),
      keyFromSeed(4),
    ),
  );

describe('the optimal critic on the evaluation pairs', () => {
  it.each(['dv', 'mine', 'mine-f'])('reads the truth by %s, whatever training came to', async (bound) => {
    const { optimalCritic, evaluation } = await run(bound);
    // Var_P log r = rho^2 and Var_Q r = e^(2I) - 1 (science.md, section 3), 40,000 pairs of each: four standard errors.
    const standardError = Math.sqrt((rho ** 2 + Math.exp(2 * truth) - 1) / 40_000);
    expect(Math.abs(optimalCritic!.nats - truth)).toBeLessThan(4 * standardError);
    expect(Math.abs(optimalCritic!.standardError / standardError - 1)).toBeLessThan(0.2);
    expect(Math.abs(evaluation.nats - truth)).toBeGreaterThan(10 * standardError);
  });

  it('reads a bound on products on the same blocks', async () => {
    const { optimalCritic } = await run('infonce');
    // InfoNCE at log r loses at most log(1 + (e^(2I) - 1) / b)-like terms: between I less its excess variance over 2b and I.
    const { standardError, nats, standardErrorMethod } = optimalCritic!;
    expect(standardErrorMethod).toBe('blocks');
    expect(nats).toBeLessThan(truth + 3 * standardError);
    expect(nats).toBeGreaterThan(truth - Math.exp(2 * truth) / b - 3 * standardError);
  });

  it('is absent where the task does not know its density ratio', async () => {
    const { logDensityRatio: _, ...without } = sample;
    expect((await run('dv', without)).optimalCritic).toBeUndefined();
  });
});
