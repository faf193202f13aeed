import { InputError } from '@minebench/core';
import { expect, test } from 'vitest';
import { toRows } from '../src/rows/to-rows.ts';
import { select } from '../src/rows/where.ts';
import { estimateRecord, gaussianMi, oracleRecord } from './build-records.ts';

test('a neural record becomes a flat row with its error against the truth', () => {
  const [row] = toRows([
    estimateRecord({
      task: { id: 'gaussian', dimension: 20, rho: 0.5 },
      bound: { id: 'mine', decay: 0.99 },
      n: 'fresh',
      batchSize: 64,
      references: { mode: 'replace', pool: 'sample', size: 256 },
      nats: 2.5,
      standardError: 0.03,
      readouts: { 'mine-f': 2.4, dv: 2.5 },
      minibatch: { step: [100, 200], mean: [1, null], standardDeviation: [0.1, 0.2] },
      selection: { step: [100, 200], nats: [1.5, 1.4], bestStep: 100 },
    }),
  ]);
  expect(row).toMatchObject({
    task: 'gaussian',
    dimension: 20,
    rho: 0.5,
    n: null,
    fresh: true,
    batchSize: 64,
    references: 'replace',
    referencePool: 'sample',
    referenceSize: 256,
    kind: 'neural',
    estimator: 'mine',
    estimatorOptions: '{"decay":0.99}',
    critic: 'joint-mlp',
    learningRate: 0.001,
    nats: 2.5,
    readoutIds: ['dv', 'mine-f'],
    readoutNats: [2.5, 2.4],
    minibatchMean: [1, null],
    bestStep: 100,
  });
  expect(row.error).toBeCloseTo(2.5 - gaussianMi(20, 0.5), 12);
});

test('what a record tells beside its estimate: the optimal critic, the test of independence, the cost of a step', () => {
  const [row, plain] = toRows([
    estimateRecord({
      optimalCritic: 0.6,
      flopPerStep: 1e6,
      permutationTest: {
        permutations: 99,
        pValue: 0.01,
        rows: 500,
        observed: 0.5,
        nullMean: 0.002,
        nullStandardDeviation: 0.004,
      },
      selection: { step: [100], nats: [0.5], criterion: [0.7], constant: [0.2], bestStep: 100 },
      dataSeed: 0,
    }),
    estimateRecord({ dataSeed: 1 }),
  ]).sort((a, b) => a.dataSeed - b.dataSeed);
  expect(row).toMatchObject({
    optimalCriticNats: 0.6,
    optimalCriticStandardError: 0.01,
    optimalCriticReliable: true,
    flopPerStep: 1e6,
    pValue: 0.01,
    nullMean: 0.002,
    nullStandardDeviation: 0.004,
    selectionCriterion: [0.7],
    selectionConstant: [0.2],
  });
  expect(plain).toMatchObject({ optimalCriticNats: null, flopPerStep: null, pValue: null, selectionCriterion: [] });
});

test('a baseline has neither critic nor batch', () => {
  const [row] = toRows([estimateRecord({ baseline: { id: 'ksg', k: 3 } })]);
  expect(row).toMatchObject({
    kind: 'baseline',
    estimator: 'ksg',
    estimatorOptions: '{"k":3}',
    critic: null,
    batchSize: null,
  });
});

test('an estimate that is not finite (null in a record) counts as diverged, and says so', () => {
  const [row] = toRows([estimateRecord({ nats: null })]);
  expect(row.status).toBe('diverged');
  expect(row.reason).toMatch(/not a finite number/);
  expect(row.error).toBeNull();
});

test('a failure that does not know its truth takes it from another record of the same task', () => {
  const rows = toRows([
    estimateRecord({ failed: 'killed', truth: null, dataSeed: 1 }),
    estimateRecord({ dataSeed: 0 }),
    estimateRecord({ failed: 'killed', truth: null, task: { id: 'other' } }),
  ]);
  const truths = new Map(rows.map((row) => [`${row.task} ${row.dataSeed}`, row.truth]));
  expect(truths.get('gaussian 1')).toBe(gaussianMi(1, 0.5));
  expect(truths.get('other 0')).toBeNull();
});

test('rows do not depend on the order of the records, and other procedures are no estimates', () => {
  const records = [0, 1, 2, 3].map((dataSeed) => estimateRecord({ dataSeed }));
  const forwards = toRows([...records, oracleRecord(0.8, { dv: [0.5, 0.001] })]);
  expect(forwards).toHaveLength(4);
  expect(toRows([...records].reverse())).toEqual(forwards);
});

test('where selects by predicate, by value, by list and by a parameter of the setting', () => {
  const rows = toRows([
    estimateRecord({ bound: 'dv' }),
    estimateRecord({ bound: { id: 'mine', decay: 0.9 } }),
    estimateRecord({ bound: { id: 'mine', decay: 0.99 } }),
    estimateRecord({ bound: 'mine-f', task: { id: 'gaussian', dimension: 2, rho: 0.5 } }),
  ]);
  expect(select(rows, undefined)).toHaveLength(4);
  expect(select(rows, (row) => row.dimension === 1)).toHaveLength(3);
  expect(select(rows, { dimension: 1, estimator: ['dv', 'mine'] })).toHaveLength(3);
  expect(select(rows, { 'bound.decay': 0.99 })).toHaveLength(1);
});

test('where names an unknown field: an error that names it and lists what there is', () => {
  const rows = toRows([estimateRecord()]);
  expect(() => select(rows, { dimensions: 1 })).toThrow(InputError);
  expect(() => select(rows, { dimensions: 1 })).toThrow(/where\.dimensions .*dimension/);
});
