import { expect, test } from 'vitest';
import { distinguishingFields } from '../src/groups/distinguishing-fields.ts';
import { summarize } from '../src/groups/group-summary.ts';
import { variantFields } from '../src/groups/varying-fields.ts';
import { toRows } from '../src/rows/to-rows.ts';
import { estimateRecord } from './build-records.ts';

const values = [0.9, 1.1, 1.3];
const replicates = values.map((nats, dataSeed) =>
  estimateRecord({ nats, truth: 1, dataSeed, standardError: 0.1 * (dataSeed + 1), minibatchAverage: nats + 0.5 }),
);

test('mean, bias, standard deviation, RMSE and mean standard error by hand', () => {
  const [group] = summarize(toRows(replicates));
  // 0.9, 1.1, 1.3 about the truth 1: mean 1.1; deviations -.2, 0, .2; squared errors .01, .01, .09
  expect(group.mean).toBeCloseTo(1.1, 12);
  expect(group.bias).toBeCloseTo(0.1, 12);
  expect(group.standardDeviation).toBeCloseTo(0.2, 12);
  expect(group.rmse).toBeCloseTo(Math.sqrt(0.11 / 3), 12);
  expect(group.meanStandardError).toBeCloseTo(0.2, 12);
  expect(group.minibatchAverage).toBeCloseTo(1.6, 12);
  expect(group.maxOverSelection).toBeNull();
});

test('the 95% interval of three replicates reaches from the smallest to the largest: all-equal resamples have probability 1/27 > 2.5%', () => {
  const [group] = summarize(toRows(replicates));
  expect(group.biasInterval?.low).toBeCloseTo(-0.1, 12);
  expect(group.biasInterval?.high).toBeCloseTo(0.3, 12);
  expect(group.standardDeviationInterval?.low).toBe(0);
});

test('diverged and failed replicates are counted and leave the mean alone', () => {
  const [group] = summarize(
    toRows([
      ...replicates,
      estimateRecord({ truth: 1, dataSeed: 3, diverged: 'x' }),
      estimateRecord({ truth: 1, dataSeed: 4, failed: 'y' }),
    ]),
  );
  expect(group).toMatchObject({ replicates: 5, completed: 3, diverged: 1, failed: 1 });
  expect(group.mean).toBeCloseTo(1.1, 12);
});

test('one completed replicate has a mean but no spread and no interval', () => {
  const [group] = summarize(toRows(replicates.slice(0, 1)));
  expect(group.mean).toBe(0.9);
  expect(group.standardDeviation).toBeNull();
  expect(group.biasInterval).toBeNull();
});

test('replicates differ in seeds only: any other parameter makes another group', () => {
  const groups = summarize(
    toRows([
      estimateRecord({ dataSeed: 0, initSeed: 0 }),
      estimateRecord({ dataSeed: 0, initSeed: 1 }),
      estimateRecord({ dataSeed: 0, batchSize: 64 }),
      estimateRecord({ dataSeed: 0, engine: 'tfjs:cpu' }),
      estimateRecord({ dataSeed: 0, bound: { id: 'dv', option: 1 } }),
    ]),
  );
  expect(groups.map((group) => group.replicates).sort()).toEqual([1, 1, 1, 2]);
});

test('groups come in the order of dimension and rho, as numbers', () => {
  const groups = summarize(
    toRows(
      [20, 5, 1].flatMap((dimension) =>
        [0.5, -0.5, 0].map((rho) => estimateRecord({ task: { id: 'gaussian', dimension, rho } })),
      ),
    ),
  );
  const places = groups.map(({ setting }) => [setting.dimension, setting.rho]);
  expect(places).toEqual([1, 5, 20].flatMap((dimension) => [-0.5, 0, 0.5].map((rho) => [dimension, rho])));
});

test('a field is a variant only where estimator and shown fields agree', () => {
  const rows = toRows([
    estimateRecord({ bound: 'dv', batchSize: 64 }),
    estimateRecord({ bound: 'dv', batchSize: 128 }),
    estimateRecord({ bound: { id: 'mine', decay: 0.99 }, batchSize: 64 }),
  ]);
  // the builder's n' equals the batch size: it follows from the axis
  expect(variantFields(rows, ['batchSize'])).toEqual([]);
  expect(variantFields(rows, []).sort()).toEqual(['batchSize', 'referenceSize']);
});

test('the fields that tell settings apart leave out what follows from others', () => {
  const rows = toRows(
    [1, 20].flatMap((dimension) =>
      [0.1, 0.5].map((rho) =>
        estimateRecord({ task: { id: 'gaussian', dimension, rho }, batchSize: dimension === 1 ? 128 : 512 }),
      ),
    ),
  );
  expect(distinguishingFields(rows)).toEqual(['dimension', 'rho']);
});
