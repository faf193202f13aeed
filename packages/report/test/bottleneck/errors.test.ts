import { type CellRecord, type Claim, crossedVariance, studentQuantile } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { toBottleneckRows } from '../../src/bottleneck/bottleneck-row.ts';
import { errorDifference, errorRate, pairsOf } from '../../src/bottleneck/classification-error.ts';
import { classificationErrors, errorAtMost, informationPlane } from '../../src/index.ts';
import { vegaSvg } from '../../src/render/vega-svg.ts';
import { lightConfig } from '../../src/theme/config.ts';
import { expectLegible } from '../journal-column.ts';

const IMAGES = 10_000;
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, k) => from + k);

/** A record of a network that gets these images wrong; of one seed for both, or of a data seed and one for the initial weights. */
const network = (
  id: string,
  beta: number | null,
  seeds: number | readonly [number, number],
  wrong: readonly number[],
  more: object = {},
): CellRecord =>
  ({
    schema: 1,
    cell: {
      procedure: 'bottleneck',
      params: { regularizer: { id, ...(beta === null ? {} : { beta }) } },
      dataSeed: typeof seeds === 'number' ? seeds : seeds[0],
      initSeed: typeof seeds === 'number' ? seeds : seeds[1],
      engine: 'ort:cpu',
      protocol: { informationImages: 100 },
      code: '',
    },
    result: {
      status: 'completed',
      testImages: IMAGES,
      wrong,
      looks: {
        epoch: [1, 2],
        errors: [900, wrong.length],
        labelInformation: [1.9, 2.1],
        ...(id === 'mine' ? { informationCritic: [2, 2.2], informationLow: [4, 4.4], informationHigh: [8, 9] } : {}),
      },
      ...more,
    },
    provenance: {},
  }) as unknown as CellRecord;

const rows = (...records: CellRecord[]) => toBottleneckRows(records);

describe('error rates', () => {
  it('of one network have the standard error of a binomial share', () => {
    const { mean, standardError, degreesOfFreedom, interval } = errorRate(
      rows(network('none', null, 0, range(0, 200))),
    );
    expect(mean).toBeCloseTo(0.02, 12);
    // The sample variance divides by n - 1.
    expect(standardError).toBeCloseTo(Math.sqrt((0.02 * 0.98) / (IMAGES - 1)), 12);
    expect(degreesOfFreedom).toBe(IMAGES - 1);
    expect(interval.high - mean).toBeCloseTo(studentQuantile(IMAGES - 1, 0.975) * standardError, 12);
  });

  it('of several networks add the spread of the seeds', () => {
    const wrong = [100, 200, 300];
    const { mean, standardError } = errorRate(
      rows(...wrong.map((count, seed) => network('none', null, seed, range(0, count)))),
    );
    expect(mean).toBeCloseTo(0.02, 12);
    // The variance of 1, 2 and 3 per cent is 1, over three seeds.
    expect(standardError).toBeGreaterThan(0.01 / Math.sqrt(3));
  });

  it('have the mean squares of images and seeds, with the degrees of freedom of Satterthwaite', () => {
    const wrong = [range(0, 250), range(20, 200), range(40, 120)];
    const table = Array.from({ length: IMAGES }, (_, image) => wrong.map((images) => Number(images.includes(image))));
    const { meanSquares, degreesOfFreedom: df } = crossedVariance(table);
    const total = meanSquares.rows + meanSquares.columns;
    const share = errorRate(rows(...wrong.map((images, seed) => network('none', null, seed, images))));
    expect(share.standardError).toBeCloseTo(Math.sqrt(total / (3 * IMAGES)), 12);
    const satterthwaite = total ** 2 / (meanSquares.rows ** 2 / df.rows + meanSquares.columns ** 2 / df.columns);
    expect(share.degreesOfFreedom / satterthwaite).toBeCloseTo(1, 9);
  });

  it('that lie apart by seed alone have the interval of so many seeds', () => {
    const wrong = [0, 2000, 4000];
    const { mean, interval } = errorRate(
      rows(...wrong.map((count, seed) => network('none', null, seed, range(0, count)))),
    );
    // 0, 20 and 40% have a standard error of 20% / sqrt(3), beside which that of the images, .3%, is nothing: t = 4.303 with two degrees of freedom.
    expect(interval.high - mean).toBeCloseTo((4.303 * 0.2) / Math.sqrt(3), 2);
    expect(mean - interval.low).toBeCloseTo(interval.high - mean, 12);
  });

  it('of crossed seeds do not take networks of one data seed for independent ones', () => {
    const crossed = [0, 1].flatMap((data) =>
      [0, 1, 2, 3].map((init) => network('none', null, [data, init], range(0, 100 + 200 * data))),
    );
    // 1 and 3%, whatever the initial weights: a standard error of 1% with one degree of freedom.
    const { standardError, degreesOfFreedom } = errorRate(rows(...crossed));
    expect(standardError).toBeGreaterThan(0.01);
    expect(degreesOfFreedom).toBeLessThan(1.1);
  });

  it('differ by nothing, with no error, where the same images are wrong', () => {
    const a = rows(network('mine', 1e-3, 0, range(7, 150)));
    expect(errorDifference(pairsOf(a, a))).toMatchObject({ mean: 0, standardError: 0, interval: { low: 0, high: 0 } });
  });

  it('are compared more closely by pairs than apart', () => {
    const base = rows(network('none', null, 0, range(0, 200)));
    const other = rows(network('mine', 1e-3, 0, range(10, 200)));
    const paired = errorDifference(pairsOf(other, base));
    expect(paired.mean).toBeCloseTo(0, 12);
    // Twenty images differ: variance of +-1 at a share of .002.
    expect(paired.standardError).toBeCloseTo(Math.sqrt(0.002 / (IMAGES - 1)), 12);
    expect(paired.standardError).toBeLessThan(errorRate(base).standardError);
  });

  it('are compared on shared seeds alone', () => {
    const a = rows(network('mine', 1e-3, 0, range(0, 100)), network('mine', 1e-3, 1, range(0, 900)));
    const b = rows(network('none', null, 0, range(0, 90)));
    expect(errorDifference(pairsOf(a, b)).mean).toBeCloseTo(0.001, 12);
    expect(pairsOf(a.slice(1), b)).toEqual([]);
  });

  it('are compared with the partner that has both seeds', () => {
    const seeds = [0, 1].flatMap((data) => [0, 1].map((init) => [data, init] as const));
    const wrong = ([data, init]: readonly [number, number]): number[] => range(0, 100 + 200 * data + 50 * init);
    const a = rows(...seeds.map((both) => network('mine', 1e-3, both, wrong(both))));
    const b = rows(...seeds.map((both) => network('none', null, both, wrong(both))));
    // Each is its partner's equal: no difference, and no spread of differences.
    expect(errorDifference(pairsOf(a, b))).toMatchObject({ mean: 0, standardError: 0 });
  });
});

describe('claims about error rates', () => {
  const claim = (most: number, above = false, replicates = 1): Claim =>
    errorAtMost({
      name: 'c',
      reason: 'r',
      of: ({ regularizer }) => regularizer === 'mine',
      most,
      replicates,
      ...(above ? { above: ({ regularizer }: { regularizer: string }) => regularizer === 'none' } : {}),
    });
  // 2% with a standard error of .14%.
  const mine = network('mine', 1e-3, 0, range(0, 200));

  it.each([
    [0.03, 'holds'],
    [0.0205, 'unresolved'],
    [0.015, 'fails'],
  ] as const)('against %s: %s', (most, verdict) => {
    expect(claim(most).check([mine])).toMatchObject({ verdict });
  });

  it.each([
    ['the same network', 200, 'holds'],
    ['one that errs half a point less', 150, 'fails'],
    ['one that errs a quarter point less', 175, 'unresolved'],
  ] as const)('at most .3 points above %s: %s', (_, wrong, verdict) => {
    expect(claim(0.003, true).check([mine, network('none', null, 0, range(0, wrong))])).toMatchObject({ verdict });
  });

  it.each([
    [3, 'holds'],
    [1, 'unresolved'],
  ] as const)('with three replicates and %i of the baseline: %s', (partners, verdict) => {
    const three = [0, 1, 2].map((seed) => network('mine', 1e-3, seed, range(0, 200)));
    const baseline = range(0, partners).map((seed) => network('none', null, seed, range(0, 200)));
    const result = claim(0.003, true, 3).check([...three, ...baseline]);
    expect(result.verdict).toBe(verdict);
    if (verdict === 'unresolved') expect(result.detail).toContain('1 of 3 pairs of replicates');
  });

  it('are open where three seeds are too few for what a normal interval would hold', () => {
    // 1.9, 2 and 2.1%: a standard error of .06% of the seeds beside .14% of the images.
    const near = [190, 200, 210].map((count, seed) => network('mine', 1e-3, seed, range(0, count)));
    const apart = [100, 200, 300].map((count, seed) => network('mine', 1e-3, seed, range(0, count)));
    expect(claim(0.034, false, 3).check(near).verdict).toBe('holds');
    // 1, 2 and 3%: a standard error of .59%, of which all but a twentieth of the square has two degrees of freedom. 2 + 1.96 x .59 = 3.2 is below 3.4, Student's end above 2 + 3.1 x .59 (three) = 3.8.
    expect(claim(0.034, false, 3).check(apart).verdict).toBe('unresolved');
  });

  it('have the interval that the figure draws', () => {
    const records = [190, 200, 260].map((count, seed) => network('mine', 1e-3, seed, range(0, count)));
    const [{ low, high }] = claim(0.03).check(records).comparisons as { low: number; high: number }[];
    const { layer } = classificationErrors({ id: 'e' }).draw(records) as unknown as {
      layer: { data: { values: { low: number; high: number }[] } }[];
    };
    expect(layer[0].data.values[0].low).toBeCloseTo(100 * low, 12);
    expect(layer[0].data.values[0].high).toBeCloseTo(100 * high, 12);
  });

  it('are open where a network diverged, and say so', () => {
    const lost = network('mine', 1e-3, 1, [], { status: 'diverged', reason: 'the penalty is not finite', step: 3 });
    expect(claim(0.03).check([mine, lost])).toMatchObject({
      verdict: 'unresolved',
      detail: expect.stringContaining('the penalty is not finite'),
    });
  });
});

it('claims read the cells of the methods that they compare, and of no other', () => {
  const of = ({ regularizer }: { readonly regularizer: string }) => regularizer === 'mine';
  const above = ({ regularizer }: { readonly regularizer: string }) => regularizer === 'none';
  const reads = (claim: Claim) =>
    [network('mine', 1e-3, 0, []), network('none', null, 0, []), network('vib', 1e-3, 0, [])].map(({ cell }) =>
      claim.reads!(cell),
    );
  expect(reads(errorAtMost({ name: 'c', reason: 'r', of, most: 1 }))).toEqual([true, false, false]);
  expect(reads(errorAtMost({ name: 'c', reason: 'r', of, most: 1, above }))).toEqual([true, true, false]);
});

describe('figures of the bottleneck', () => {
  const records = [
    network('none', null, 0, range(0, 200)),
    network('mine', 1e-3, 0, range(0, 150)),
    network('mine', 1e-2, 0, [], { status: 'diverged', reason: 'the penalty is not finite', step: 3 }),
  ];

  it('count networks without a value and leave them out of the means', () => {
    const text = JSON.stringify(classificationErrors({ id: 'e' }).draw(records));
    expect(text).toContain('1 diverged or failed');
    expect(text).toContain('MINE, β = 0.001');
    expect(text).not.toContain('MINE, β = 0.01"');
  });

  it('show noisy codes alone in the information plane, and count those that it has no path of', () => {
    const text = JSON.stringify(informationPlane({ id: 'i' }).draw(records));
    expect(text).toContain('2 networks with noisy codes, 2 methods; 1 diverged or failed');
    expect(text).not.toContain('no noise');
    expect(informationPlane({ id: 'i' }).draw(records.slice(0, 1))).toBeNull();
  });

  it.each([classificationErrors({ id: 'e' }), informationPlane({ id: 'i' })])(
    "are legible at the width of a journal's column: $title",
    async (figure) => {
      const all = [...[0, 1e-3, 1e-2, 1e-1].map((beta) => network('mine', beta, 1, range(0, 150))), ...records];
      expectLegible(await vegaSvg({ ...figure.draw(all), config: lightConfig }));
    },
  );
});
