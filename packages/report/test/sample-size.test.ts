import type { CellRecord } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import {
  errorFalls,
  heldOutBelow,
  memorizingFigure,
  sampleSizeFigure,
  sufficientPairs,
  trainingCapped,
} from '../src/index.ts';
import { measuredSampleSize, nestedPaths, sampleEstimates } from '../src/sample-size/sample-rows.ts';
import { estimateRecord } from './build-records.ts';

const told = { name: 'claim', reason: 'test' };
const decades = [100, 1000, 10_000, 100_000];
const falls = errorFalls({ ...told, decades, factor: 3 });

/** An estimate that has `pairs` pairs in all. */
function sized(pairs: number, dataSeed: number, error: number): CellRecord {
  const record = estimateRecord({ n: pairs / 2, dataSeed, truth: 0.2, nats: 0.2 + error });
  const protocol = { version: 1, selectionSize: pairs / 4, evaluationSize: pairs / 4 };
  return { ...record, cell: { ...record.cell, protocol } };
}

/** Six samples whose errors are given by size, with signs and sizes that differ a little. */
const errors = (of: (pairs: number) => number): CellRecord[] =>
  decades.flatMap((pairs) =>
    [0, 1, 2, 3, 4, 5].map((seed) => sized(pairs, seed, (seed % 2 ? 1 : -1) * (0.9 + 0.04 * seed) * of(pairs))),
  );

test.each([
  ['falls as the root', errors((pairs) => 1 / Math.sqrt(pairs)), 'holds'],
  ['does not fall', errors(() => 0.1), 'fails'],
  ['falls by a factor of 2.9', errors((pairs) => 0.1 * 2.9 ** (-Math.log10(pairs / 100) / 3)), 'fails'],
  ['rises between two decades', errors((pairs) => (pairs === 10_000 ? 0.5 : 1 / Math.sqrt(pairs))), 'fails'],
  ['misses a decade', errors((pairs) => 1 / pairs).filter(({ cell }) => cell.params.n !== 500), 'unresolved'],
  [
    'lost an estimate',
    [
      ...errors((pairs) => 1 / pairs),
      { ...sized(100, 9, 0), result: { status: 'failed', reason: 'x', truth: { nats: 0.2 } } } as unknown as CellRecord,
    ],
    'unresolved',
  ],
] as const)('the error %s', (_, records, verdict) => {
  expect(falls.check(records).verdict).toBe(verdict);
});

describe('nested paths', () => {
  const records = [
    ...[0.3, 0.02, 0.2, 0.01].map((error, k) => sized(decades[k], 0, error)),
    ...[0.05, -0.04, 0.03, 0.02].map((error, k) => sized(decades[k], 1, error)),
  ];
  const paths = nestedPaths(sampleEstimates(records, undefined));
  test('keep the largest error that is still to come', () => {
    expect(paths[0].points.map(({ supremum }) => Number(supremum.toFixed(6)))).toEqual([0.3, 0.2, 0.2, 0.01]);
    expect(paths[1].points.map(({ supremum }) => Number(supremum.toFixed(6)))).toEqual([0.05, 0.04, 0.03, 0.02]);
  });
  test('say from which size on a share of the samples stays within epsilon', () => {
    expect(measuredSampleSize(paths, 0.1, 0.5)).toBe(100);
    // At a thousand pairs the first path is within, but not for good.
    expect(measuredSampleSize(paths, 0.1, 0.05)).toBe(100_000);
    expect(measuredSampleSize(paths, 0.005, 0.05)).toBeNull();
  });
});

test('theorem 3 asks for 2.5e7 pairs at M = K = L = 1, 10501 weights, epsilon .1, delta .05', () => {
  expect(sufficientPairs({ weights: 10_501, epsilon: 0.1, delta: 0.05 })).toBeCloseTo(2.5e7, -6);
});

describe('a critic that memorizes', () => {
  const steps = [1, 2, 3];
  function memorizing(training: number[], heldOut: number[], nats: number, selectEvery = 1): CellRecord {
    const record = estimateRecord({
      task: { id: 'independence', dimX: 20, dimY: 20 },
      n: 100,
      batchSize: 100,
      truth: 0,
      nats,
      minibatch: { step: steps, mean: training, standardDeviation: [0, 0, 0] },
      selection: { step: [0, ...steps], nats: [0, ...heldOut], bestStep: 1 },
    });
    return { ...record, cell: { ...record.cell, protocol: { version: 1, selectEvery } } };
  }
  const capped = trainingCapped(told);
  const below = heldOutBelow({ ...told, most: 0.1 });
  // log 100 = 4.6052
  test.each([
    ['below log n', capped, memorizing([1, 4, 4.605], [0, 0, 0], 0), 'holds'],
    ['above log n in one step', capped, memorizing([1, 4.606, 4], [0, 0, 0], 0), 'fails'],
    ['averages of steps say nothing of each', capped, memorizing([1, 2, 3], [0, 0, 0], 0, 10), 'unresolved'],
    ['held out below', below, memorizing([1, 2, 3], [0.05, -1, -2], 0.01), 'holds'],
    ['held out above at one look', below, memorizing([1, 2, 3], [0.05, 0.11, -2], 0.01), 'fails'],
    ['an estimate above', below, memorizing([1, 2, 3], [0.05, -1, -2], 0.2), 'fails'],
  ] as const)('%s', (_, claim, record, verdict) => {
    expect(claim.check([record]).verdict).toBe(verdict);
  });
  test('is drawn, and nothing without records', () => {
    expect(memorizingFigure({ id: 'memorizing' }).draw([])).toBeNull();
    expect(memorizingFigure({ id: 'memorizing' }).draw([memorizing([1, 2, 3], [0, -1, -2], 0)])).not.toBeNull();
    const figure = sampleSizeFigure({ id: 'sizes', epsilon: 0.1, delta: 0.05 });
    expect(figure.draw([])).toBeNull();
    expect(figure.draw(errors((pairs) => 1 / Math.sqrt(pairs)))?.concat).toHaveLength(3);
  });
});
