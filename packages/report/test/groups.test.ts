import { createStream, keyFromSeed } from '@minebench/core';
import { expect, test } from 'vitest';
import { distinguishingFields } from '../src/groups/distinguishing-fields.ts';
import { summarize } from '../src/groups/group-summary.ts';
import { intervalCaveat } from '../src/groups/interval-note.ts';
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

test.each([2, 3, 4])('%i replicates have no interval: a bootstrap would only give their range or nearly', (count) => {
  const few = Array.from({ length: count }, (_, dataSeed) =>
    estimateRecord({ nats: 1 + dataSeed, truth: 1, dataSeed }),
  );
  const lost = [7, 8, 9].map((dataSeed) => estimateRecord({ truth: 1, dataSeed, diverged: 'x' }));
  const [group] = summarize(toRows([...few, ...lost]));
  expect(group).toMatchObject({
    meanInterval: null,
    biasInterval: null,
    standardDeviationInterval: null,
    rmseInterval: null,
  });
  expect(group.mean).toBeCloseTo((count + 1) / 2, 12);
});

test('five replicates have intervals, about their statistic and within what their values allow', () => {
  const nats = [0.9, 1, 1.1, 1.2, 1.4];
  const [group] = summarize(toRows(nats.map((value, dataSeed) => estimateRecord({ nats: value, truth: 1, dataSeed }))));
  for (const [range, value] of [
    [group.meanInterval, group.mean],
    [group.biasInterval, group.bias],
    [group.rmseInterval, group.rmse],
    [group.standardDeviationInterval, group.standardDeviation],
  ] as const) {
    expect(range?.low).toBeLessThan(value ?? Number.NaN);
    expect(range?.high).toBeGreaterThan(value ?? Number.NaN);
  }
  // a resampled mean reaches the ends of the range with probability 5^-5 each: not in a 95% interval
  expect(group.meanInterval?.low).toBeGreaterThan(0.9);
  expect(group.meanInterval?.high).toBeLessThan(1.4);
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

test('what captions say of the coverage with five replicates is so', () => {
  const stream = createStream(keyFromSeed(7));
  const rounds = 400;
  const covered = { mean: 0, spread: 0 };
  const covers = (range: { low: number; high: number } | null, value: number): number =>
    range !== null && range.low <= value && value <= range.high ? 1 : 0;
  for (let round = 0; round < rounds; round++) {
    const normals = Array.from({ length: 5 }, () => stream.normal());
    const records = normals.map((nats, dataSeed) =>
      estimateRecord({ nats, truth: 0.5, dataSeed, batchSize: round + 1 }),
    );
    const [group] = summarize(toRows(records));
    covered.mean += covers(group.meanInterval, 0);
    covered.spread += covers(group.standardDeviationInterval, 1);
  }
  const told = [...intervalCaveat.matchAll(/(\d+)% of the time|about (\d+)%\./g)].map(
    (match) => Number(match[1] ?? match[2]) / 100,
  );
  expect(told).toHaveLength(2);
  // three standard errors of a share over 400 rounds, and half a hundredth of rounding
  [covered.mean, covered.spread].forEach((count, index) => {
    const margin = 3 * Math.sqrt((told[index] * (1 - told[index])) / rounds) + 0.005;
    expect(Math.abs(count / rounds - told[index])).toBeLessThan(margin);
  });
});
