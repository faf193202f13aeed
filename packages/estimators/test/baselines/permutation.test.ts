import {
  type CompletedEstimate,
  createStream,
  type EstimateOptions,
  foldIn,
  type Key,
  keyFromSeed,
  mean,
  type Pairs,
} from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { baselines } from '../../src/baselines/index.ts';
import { estimateKsg } from '../../src/baselines/ksg-estimate.ts';
import { permuteY } from '../../src/baselines/permutation-null.ts';
import { pairsOfRows } from '../../src/baselines/points.ts';
import { permutationTest } from '../../src/permutation/permutation-test.ts';
import { estimateBaseline, sampleSplit } from './estimate-baseline.ts';
import { gaussianPairs } from './gaussian-pairs.ts';

const choices = [
  { id: 'ksg' },
  { id: 'cca' },
  { id: 'histogram' },
  { id: 'gaussian-mixture', components: [1, 2], starts: 1, iterations: 30 },
];

async function tested(
  choice: { id: string },
  pairs: Pairs,
  permutations: number,
  key: Key,
): Promise<CompletedEstimate> {
  const options = { permutations } as EstimateOptions;
  const estimate = await baselines.create(choice).estimate(sampleSplit(pairs), options, key);
  if (estimate.status !== 'completed') throw new Error(estimate.reason);
  return estimate;
}

describe('permutationTest', () => {
  it('is (1 + those that reach the observed value) / (1 + all); a value that is not a number reaches it', async () => {
    const values = [3, 1, 2, Number.NaN, 5];
    const test = (observed: number) => permutationTest(5, 10, observed, (k) => values[k]);
    expect((await test(2)).pValue).toBe(5 / 6);
    expect((await test(2.5)).pValue).toBe(4 / 6);
    expect((await test(9)).pValue).toBe(2 / 6);
    expect(await permutationTest(3, 10, 9, (k) => values[k])).toEqual({
      permutations: 3,
      pValue: 1 / 4,
      rows: 10,
      observed: 9,
      nullMean: 2,
      nullStandardDeviation: 1,
    });
  });
});

describe.each(choices)('the permutation test of $id', (choice) => {
  it('is there where it is asked for, and moves nothing else', async () => {
    const pairs = gaussianPairs(200, 1, 0.5, keyFromSeed(1));
    const { permutationTest: found, ...rest } = await tested(choice, pairs, 20, keyFromSeed(2));
    const without = await estimateBaseline(choice, sampleSplit(pairs), keyFromSeed(2));
    expect(without).not.toHaveProperty('permutationTest');
    expect(rest).toEqual(without);
    expect(found!.permutations).toBe(20);
    expect(await tested(choice, pairs, 20, keyFromSeed(2))).toEqual({ ...rest, permutationTest: found });
  });

  it('has the smallest p-value there is for dependent X and Y', async () => {
    const { permutationTest: found } = await tested(
      choice,
      gaussianPairs(300, 1, 0.8, keyFromSeed(3)),
      49,
      keyFromSeed(4),
    );
    expect(found!.pValue).toBe(1 / 50);
    expect(found!.observed).toBeGreaterThan(found!.nullMean + 4 * found!.nullStandardDeviation);
  });

  it('is at most alpha with probability alpha for independent X and Y', async () => {
    const samples = 150;
    const pValues = await Promise.all(
      Array.from({ length: samples }, async (_, seed) => {
        const key = foldIn(keyFromSeed(5), seed);
        return (await tested(choice, gaussianPairs(60, 1, 0, key), 9, foldIn(key, 'test'))).permutationTest!.pValue;
      }),
    );
    for (const alpha of [0.1, 0.2, 0.5]) {
      const share = mean(pValues.map((p) => (p <= alpha ? 1 : 0)));
      const error = Math.sqrt((alpha * (1 - alpha)) / samples);
      // Three standard errors. Exact where no two values tie (a histogram's do: it may be less).
      expect(share).toBeLessThan(alpha + 3 * error);
      if (choice.id !== 'histogram') expect(share).toBeGreaterThan(alpha - 3 * error);
    }
  });
});

describe('rows of the permutation test', () => {
  it('are all of a small sample, and 2000 of a large one for KSG, of which it says the estimate', async () => {
    const pairs = gaussianPairs(2100, 1, 0.3, keyFromSeed(6));
    const { permutationTest: large } = await tested({ id: 'ksg' }, pairs, 1, keyFromSeed(7));
    expect(large!.rows).toBe(2000);
    const first = pairsOfRows(
      pairs,
      Int32Array.from({ length: 500 }, (_, row) => row),
    );
    const { permutationTest: small, evaluation } = await tested({ id: 'ksg' }, first, 1, keyFromSeed(7));
    expect(small!.rows).toBe(500);
    expect(small!.observed).toBe(evaluation.nats);
    expect(small!.observed).toBe(estimateKsg(first, { k: 3, variant: 1 }).nats);
  });

  it('are in no order of their own: a sorted sample is as good as any', async () => {
    // X rises and Y is independent, but rows come in order of X: the first 2000 of 4000 must not stand for all.
    const pairs = gaussianPairs(4000, 1, 0, keyFromSeed(8));
    const rows = Int32Array.from({ length: 4000 }, (_, row) => row).sort((a, b) => pairs.x[a] - pairs.x[b]);
    const step = Float64Array.from({ length: 4000 }, (_, row) => (row < 2000 ? 0 : 3));
    const sorted = pairsOfRows(pairs, rows);
    const dependent = { ...sorted, y: sorted.y.map((v, i) => v / 10 + step[i]) };
    const { permutationTest: found } = await tested({ id: 'ksg' }, dependent, 19, keyFromSeed(9));
    expect(found!.pValue).toBe(1 / 20);
  });

  it('permute Y alone, as whole rows', () => {
    const pairs = gaussianPairs(50, 2, 0.5, keyFromSeed(1));
    const order = createStream(keyFromSeed(2)).permutation(50);
    const permuted = permuteY(pairs, order);
    expect(permuted.x).toBe(pairs.x);
    order.forEach((from, to) => {
      expect(permuted.y.subarray(2 * to, 2 * to + 2)).toEqual(pairs.y.subarray(2 * from, 2 * from + 2));
    });
  });
});
