import {
  foldIn,
  keyFromSeed,
  logMeanExp,
  mean,
  type Pairs,
  type ReferenceScheme,
  type RowPairs,
  type Split,
} from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { heldOut } from '../../src/neural/held-out.ts';
import { testByPermutation } from '../../src/neural/permutation.ts';
import type { Reader } from '../../src/neural/reader.ts';
import { completed, estimateOptions } from '../estimate-options.ts';
import { gaussianSplit, protocol } from '../gaussian-split.ts';

/** Pairs of different rows, the offset drawn by the key. */
const differentRows = (size: number): ReferenceScheme => ({
  mode: 'replace',
  pool: 'sample',
  size,
  draw: (pool) => ({
    rowsX: Int32Array.from({ length: size }, (_, k) => k % pool),
    rowsY: Int32Array.from({ length: size }, (_, k) => (k + 1 + Math.floor(k / pool)) % pool),
  }),
});

const regime = protocol({ steps: 60, selectEvery: 30 });

/** As with data of one's own: no sampler of the marginals. */
const ownData = (seed: number, rho: number): Split => {
  const { independent: _, ...split } = gaussianSplit(seed, 1, rho, { train: 300, selection: 100, evaluation: 200 });
  return split;
};

const test = async (bound: string, seed: number, rho: number, permutations: number) => {
  const estimator = createNeuralEstimator({
    bound: bounds.create(bound),
    critic: critics.create({ id: 'separable-mlp', hidden: [16], embedding: 4 }),
    optimizer: optimizers.create({ id: 'adam', learningRate: 5e-3 }),
  });
  const options = estimateOptions({
    protocol: regime,
    batchSize: 50,
    selectionReferences: differentRows(200),
    evaluationReferences: differentRows(400),
    permutations,
  });
  return (await completed(estimator.estimate(ownData(seed, rho), options, foldIn(keyFromSeed(seed), 1))))
    .permutationTest!;
};

describe('the permutation test of a neural estimate', () => {
  it.each(['dv', 'infonce'])('refutes independence of dependent data by %s', async (bound) => {
    const { pValue, observed, nullMean, nullStandardDeviation } = await test(bound, 1, 0.8, 99);
    expect(pValue).toBe(1 / 100);
    expect(observed).toBeGreaterThan(nullMean + 4 * nullStandardDeviation);
  });

  it('gives p-values that are uniform on {1/20, ..., 1} under independence', async () => {
    const repeats = 400;
    const values: number[] = [];
    for (let seed = 0; seed < repeats; seed++) values.push((await testFixedCritic(seed)).pValue);
    // Uniform on k/20: mean .525 and standard deviation sqrt((20^2 - 1)/12)/20 = .288; four standard errors of the mean of 400.
    expect(Math.abs(mean(values) - 0.525)).toBeLessThan((4 * 0.288) / Math.sqrt(repeats));
    // P(p <= .1) = .1: four standard errors of a share.
    const share = values.filter((value) => value <= 0.1).length / repeats;
    expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / repeats));
  });
});

const ROWS = 12;

/** A test by Donsker-Varadhan at the critic t = x y, which no training has touched. */
function testFixedCritic(seed: number) {
  const { evaluation } = gaussianSplit(seed, 1, 0, { train: 2, selection: 2, evaluation: ROWS });
  const scheme = differentRows(ROWS * (ROWS - 1));
  const part = heldOut(evaluation, scheme, {}, keyFromSeed(seed));
  const at = ({ x, y }: Pairs, { rowsX, rowsY }: RowPairs) => Array.from(rowsX, (i, k) => x[i] * y[rowsY[k]]);
  const reader: Reader = {
    async look(_, { pairs, joint, reference }) {
      const nats = mean(at(pairs, joint)) - logMeanExp(at(pairs, reference));
      return { nats, criterion: nats };
    },
    read: () => Promise.reject(new Error('not asked for')),
    dispose: () => Promise.resolve(),
  };
  const options = estimateOptions({ evaluationReferences: scheme, permutations: 19 });
  const params = { dtype: 'float32', shape: [0], data: new Float32Array(0) } as const;
  return testByPermutation(reader, params, part, options, foldIn(keyFromSeed(seed), 1));
}
