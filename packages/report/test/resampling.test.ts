import type { CellRecord } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import {
  cappedByLaw,
  fixedPointRate,
  lawFigure,
  pairCounts,
  pairCoverage,
  pairGrids,
  shiftAboveShuffle,
} from '../src/index.ts';
import { vegaSvg } from '../src/render/vega-svg.ts';
import { expectedDistinct } from '../src/resampling/pair-rows.ts';
import { lightConfig } from '../src/theme/config.ts';
import { studyRecord } from './build-records.ts';
import { expectLegible } from './journal-column.ts';

const told = { name: 'claim', reason: 'test' };
const rate = fixedPointRate(told);
const coverage = pairCoverage(told);

interface Pairs {
  readonly mode?: string;
  readonly n?: number;
  readonly size?: number;
  readonly fixed?: number;
  readonly distinct?: number;
  readonly error?: number;
  readonly picture?: boolean;
}

function pairs({
  mode = 'shuffle',
  n = 100,
  size = n,
  fixed = 1 / n,
  distinct = size,
  error = 1e-4,
  picture = false,
}: Pairs): CellRecord {
  return studyRecord('resampling', {
    params: { n, references: { mode, pool: 'sample', size }, repeats: 1000 },
    truth: 0.4,
    result: {
      fixedPoints: { mean: fixed, standardError: mode === 'shift' ? 0 : error },
      distinct: { mean: distinct, standardError: mode === 'replace' ? 1 : 0 },
      ...(picture
        ? {
            picture: {
              x: [0],
              y: [0],
              pairs: [1, 1, 203],
              density: { side: 2, low: -3, high: 3, values: [0.1, 0.2, 0.3, 0.4] },
              distanceToAllPairs: 0.25,
            },
          }
        : {}),
    },
  });
}

test("n^2 (1 - (1 - n^-2)^n') is 1813 and 3935 at n = 100", () => {
  expect(Math.round(expectedDistinct(100, 2000))).toBe(1813);
  expect(Math.round(expectedDistinct(100, 5000))).toBe(3935);
});

test.each([
  ['a permutation has a share 1/n', rate, [pairs({})], 'holds'],
  ['a shift has none', rate, [pairs({ mode: 'shift', fixed: 0 })], 'holds'],
  ['a shift with a fixed point', rate, [pairs({ mode: 'shift', fixed: 1e-5 })], 'fails'],
  ['fixed points counted twice', rate, [pairs({ fixed: 2 / 100 })], 'fails'],
  ['fixed points not counted', rate, [pairs({ mode: 'replace', fixed: 0 })], 'fails'],
  ['different pairs as expected', coverage, [pairs({ mode: 'replace', size: 2000, distinct: 1814 })], 'holds'],
  ['every pair counted as different', coverage, [pairs({ mode: 'replace', size: 2000, distinct: 2000 })], 'fails'],
  ['coverage of a permutation is not asked for', coverage, [pairs({})], 'unresolved'],
] as const)('%s', (_, claim, records, verdict) => {
  expect(claim.check(records).verdict).toBe(verdict);
});

interface Law {
  readonly mode?: string;
  readonly truth?: number;
  readonly nats?: number;
  readonly evaluationReferences?: number;
  readonly failed?: string;
  readonly dataSeed?: number;
}

function law({
  mode = 'shuffle',
  truth = 6,
  nats = 3.2,
  evaluationReferences = 100_000,
  failed,
  dataSeed = 0,
}: Law): CellRecord {
  const reading = { nats, standardError: 0.02 };
  return studyRecord('reference-law', {
    params: { estimator: { kind: 'neural', bound: { id: 'mine' } }, references: { mode }, batchSize: 64 },
    protocol: { evaluationReferences },
    truth,
    dataSeed,
    ...(failed === undefined ? {} : { failed }),
    result: {
      evaluation: reading,
      readouts: { product: { ...reading, nats: nats + 1 } },
      minibatchAverage: nats + 0.5,
      cap: { nats: mode === 'shuffle' ? 3.5 : truth, standardError: 0.001 },
    },
  });
}

const capped = cappedByLaw(told);
const above = shiftAboveShuffle({ ...told, from: 4 });
const shift = (nats: number, truth = 6) => law({ mode: 'shift', nats, truth });

test.each([
  ['below the cap', capped, [law({})], 'holds'],
  ['above it within three standard errors', capped, [law({ nats: 3.55 })], 'holds'],
  ['above it', capped, [law({ nats: 3.57 })], 'fails'],
  // sqrt(2) times less noise in the mean of two
  ['above it by the mean of two', capped, [law({ nats: 3.55 }), law({ nats: 3.55, dataSeed: 1 })], 'fails'],
  ['read on too few references', capped, [law({ evaluationReferences: 99_999 })], 'unresolved'],
  ['a lost replicate', capped, [law({}), law({ dataSeed: 1, failed: 'killed' })], 'unresolved'],
  ['a shift is not capped', capped, [shift(5), law({})], 'holds'],
  ['shift above shuffle', above, [shift(4), law({})], 'holds'],
  ['shift below shuffle', above, [shift(3), law({})], 'fails'],
  ['below I = 4 it may be', above, [shift(1, 2), law({ truth: 2, nats: 1.5 }), shift(4), law({})], 'holds'],
  ['shift alone', above, [shift(4)], 'unresolved'],
] as const)('references: %s', (_, claim, records, verdict) => {
  expect(claim.check(records).verdict).toBe(verdict);
});

describe('the figures', () => {
  test('pair grids draw what is asked for and known, a repeated pair once', () => {
    const figure = pairGrids({
      id: 'grids',
      draws: [
        ['shuffle', 100],
        ['replace', 999],
      ],
    });
    expect(figure.draw([pairs({})])).toBeNull();
    const drawn = figure.draw([pairs({ picture: true })]);
    expect(drawn!.concat).toHaveLength(2);
    const [grid] = drawn!.concat as unknown as [{ layer: [{ data: { values: unknown[] } }] }];
    // Pairs 1 and 203 of rows of a hundred.
    expect(grid.layer[0].data.values).toEqual([
      { x: 0.5, y: 1.5 },
      { x: 2.5, y: 3.5 },
    ]);
  });
  test('four pair grids fit a journal’s column', async () => {
    const draws = [10, 100, 300, 2000].map((size) => ['replace', size] as const);
    const records = draws.map(([mode, size]) => pairs({ mode, size, picture: true }));
    const specification = pairGrids({ id: 'grids', draws }).draw(records);
    expect(specification?.columns).toBe(4);
    expectLegible(await vegaSvg({ ...specification, config: lightConfig } as never));
  });
  test('counts and readings draw nothing without records', () => {
    expect(pairCounts({ id: 'counts' }).draw([])).toBeNull();
    expect(lawFigure({ id: 'law' }).draw([])).toBeNull();
    expect(pairCounts({ id: 'counts' }).draw([pairs({}), pairs({ mode: 'replace', size: 2000 })])?.concat).toHaveLength(
      2,
    );
    expect(lawFigure({ id: 'law' }).draw([law({}), shift(4)])?.concat).toHaveLength(1);
  });
});
