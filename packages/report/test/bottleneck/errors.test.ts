import type { CellRecord, Claim } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { toBottleneckRows } from '../../src/bottleneck/bottleneck-row.ts';
import { errorDifference, errorRate } from '../../src/bottleneck/classification-error.ts';
import { classificationErrors, errorAtMost, informationPlane } from '../../src/index.ts';
import { vegaSvg } from '../../src/render/vega-svg.ts';
import { lightConfig } from '../../src/theme/config.ts';
import { expectLegible } from '../journal-column.ts';

const IMAGES = 10_000;
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, k) => from + k);

/** A record of a network that gets these images wrong. */
const network = (
  id: string,
  beta: number | null,
  seed: number,
  wrong: readonly number[],
  more: object = {},
): CellRecord =>
  ({
    schema: 1,
    cell: {
      procedure: 'bottleneck',
      params: { regularizer: { id, ...(beta === null ? {} : { beta }) } },
      dataSeed: seed,
      initSeed: seed,
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
    const { mean, standardError } = errorRate(rows(network('none', null, 0, range(0, 200))));
    expect(mean).toBeCloseTo(0.02, 12);
    // The sample variance divides by n - 1.
    expect(standardError).toBeCloseTo(Math.sqrt((0.02 * 0.98) / (IMAGES - 1)), 12);
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

  it('differ by nothing, with no error, where the same images are wrong', () => {
    const a = rows(network('mine', 1e-3, 0, range(7, 150)));
    expect(errorDifference(a, a)).toEqual({ mean: 0, standardError: 0 });
  });

  it('are compared more closely by pairs than apart', () => {
    const base = rows(network('none', null, 0, range(0, 200)));
    const other = rows(network('mine', 1e-3, 0, range(10, 200)));
    const paired = errorDifference(other, base)!;
    expect(paired.mean).toBeCloseTo(0, 12);
    // Twenty images differ: variance of +-1 at a share of .002.
    expect(paired.standardError).toBeCloseTo(Math.sqrt(0.002 / (IMAGES - 1)), 12);
    expect(paired.standardError).toBeLessThan(errorRate(base).standardError);
  });

  it('are compared on shared seeds alone', () => {
    const a = rows(network('mine', 1e-3, 0, range(0, 100)), network('mine', 1e-3, 1, range(0, 900)));
    const b = rows(network('none', null, 0, range(0, 90)));
    expect(errorDifference(a, b)?.mean).toBeCloseTo(0.001, 12);
    expect(errorDifference(a.slice(1), b)).toBeUndefined();
  });
});

describe('claims about error rates', () => {
  const claim = (most: number, above = false): Claim =>
    errorAtMost({
      name: 'c',
      reason: 'r',
      of: ({ regularizer }) => regularizer === 'mine',
      most,
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

  it('are open where a network diverged, and say so', () => {
    const lost = network('mine', 1e-3, 1, [], { status: 'diverged', reason: 'the penalty is not finite', step: 3 });
    expect(claim(0.03).check([mine, lost])).toMatchObject({
      verdict: 'unresolved',
      detail: expect.stringContaining('the penalty is not finite'),
    });
  });
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

  it('show noisy codes alone in the information plane', () => {
    const text = JSON.stringify(informationPlane({ id: 'i' }).draw(records));
    expect(text).toContain('1 network with noisy codes');
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
