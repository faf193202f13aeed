import type { CellRecord, Claim, Verdict } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import {
  batchesCapped,
  lowerVariance,
  plateauNotAboveOptimum,
  plateausOrdered,
  staircaseFigure,
  summaryTable,
} from '../src/index.ts';
import { vegaSvg } from '../src/render/vega-svg.ts';
import { lightConfig } from '../src/theme/config.ts';
import { type LevelOptions, type StaircaseRecordOptions, staircaseRecord } from './build-records.ts';
import { expectLegible } from './journal-column.ts';

const told = { name: 'claim', reason: 'test' };
const one = (levels: readonly LevelOptions[], options: Omit<StaircaseRecordOptions, 'levels'> = {}): CellRecord[] => [
  staircaseRecord({ ...options, levels }),
];

const capped = batchesCapped(told);
const plateau = plateauNotAboveOptimum(told);
const variance = lowerVariance({
  ...told,
  lower: { estimator: 'smile', 'bound.tau': 1 },
  upper: { estimator: 'mine-f' },
  from: 8,
});
const ordered = plateausOrdered({
  ...told,
  lower: { references: 'shuffle' },
  upper: { references: 'derange' },
  but: ['references'],
  from: 4,
});

const spreads = (smile: number, nwj: number, truth = 8, nwjOptions = {}): CellRecord[] => [
  ...one([{ truth, standardDeviation: smile }], { bound: { id: 'smile', tau: 1 } }),
  ...one([{ truth, standardDeviation: 1e-6 }], { bound: { id: 'smile', tau: 5 } }),
  ...one([{ truth, standardDeviation: nwj, ...nwjOptions }], {
    bound: 'mine-f',
    ...('unfinished' in nwjOptions ? { diverged: 'infinite' } : {}),
  }),
];
const drawn = (shuffled: number, deranged: number, truth = 4): CellRecord[] => [
  ...one([{ truth, mean: shuffled }], { bound: 'mine', references: 'shuffle' }),
  ...one([{ truth, mean: deranged }], { bound: 'mine', references: 'derange' }),
];

const cases: [string, Claim, CellRecord[], Verdict][] = [
  ['capped: at log 64 itself, rounded up', capped, one([{ truth: 10, largest: Math.log(64) + 5e-6 }]), 'holds'],
  ['capped: a thousandth above', capped, one([{ truth: 10, largest: Math.log(64) + 1e-3 }]), 'fails'],
  ['capped: by its own batch', capped, one([{ truth: 10, largest: 4 }], { batchSize: 32 }), 'fails'],
  [
    'capped: one level of two',
    capped,
    one([
      { truth: 2, largest: 1 },
      { truth: 4, largest: 5 },
    ]),
    'fails',
  ],
  ['capped: no records', capped, [], 'unresolved'],

  ['plateau: below', plateau, one([{ truth: 4, mean: 2.9, optimum: 3 }]), 'holds'],
  // three standard errors of the difference: 3 x .01 x sqrt 2 = .042
  ['plateau: above by less than its noise', plateau, one([{ truth: 4, mean: 3.04, optimum: 3 }]), 'holds'],
  ['plateau: above', plateau, one([{ truth: 4, mean: 3.05, optimum: 3 }]), 'fails'],
  ['plateau: the optimum is not known', plateau, one([{ truth: 4, mean: 1 }]), 'unresolved'],

  ['variance: a quarter', variance, spreads(0.2, 0.4), 'holds'],
  ['variance: four times', variance, spreads(0.4, 0.2), 'fails'],
  // F(199, 199) of equal variances is below 1.53 once in 740: 1.2^2 = 1.44 is chance
  ['variance: lower, as chance may have it', variance, spreads(0.2, 0.24), 'unresolved'],
  ['variance: at less information nothing is claimed', variance, spreads(0.4, 0.2, 6), 'unresolved'],
  ['variance: the other broke off', variance, spreads(0.2, 0.4, 8, { unfinished: true }), 'unresolved'],

  ['ordered: higher', ordered, drawn(3, 3.9), 'holds'],
  ['ordered: higher by less than its noise', ordered, drawn(3, 3.03), 'unresolved'],
  ['ordered: lower', ordered, drawn(3, 2.9), 'fails'],
  ['ordered: at less information nothing is claimed', ordered, drawn(1.9, 1.5, 2), 'unresolved'],
  ['ordered: without a partner', ordered, drawn(3, 3.9).slice(0, 1), 'unresolved'],
];

describe('claims about staircases', () => {
  test.each(cases)('%s', (_, claim, records, verdict) => {
    expect(claim.check(records).verdict).toBe(verdict);
  });

  test('say who broke off', () => {
    expect(variance.check(spreads(0.2, 0.4, 8, { unfinished: true })).detail).toContain('MINE-f diverged: infinite');
  });
});

describe('a staircase figure', () => {
  const figure = staircaseFigure({ id: 'a' });
  const records = [
    ...one([
      { truth: 2, mean: 1.7, optimum: 1.81 },
      { truth: 4, mean: 3, optimum: 3.07 },
    ]),
    ...one([{ truth: 2 }, { truth: 4, unfinished: true }], {
      bound: 'mine-f',
      critic: 'joint-mlp',
      diverged: 'infinite',
    }),
    ...one([{ truth: 2 }, { truth: 4, mean: -4000 }], { bound: { id: 'smile', tau: 1 } }),
  ];

  test('counts what broke off and what lies beyond its frame, and draws without a complaint', async () => {
    const specification = figure.draw(records)!;
    const text = JSON.stringify(specification.title);
    expect(text).toContain('3 cells: 2 completed, 1 diverged');
    expect(text).toContain('2 windows reach beyond the frame');
    const svg = await vegaSvg({ ...specification, config: lightConfig } as never);
    for (const label of ['InfoNCE', 'MINE-f', 'SMILE, τ = 1', 'separable critic', 'joint critic', 'log b = 4.16', '×'])
      expect(svg).toContain(label);
  });

  test.each([1, 2])('fits a journal’s column, %i of its own beside each other', async (columns) => {
    const levels = [2, 4, 6, 8, 10].map((truth) => ({ truth }));
    const drawn = (['derange', 'shuffle'] as const)
      .slice(0, columns)
      .flatMap((references) => one(levels, { bound: { id: 'smile', tau: 5 }, references }));
    const specification = staircaseFigure({ id: 'a', column: 'references' }).draw(drawn);
    expectLegible(await vegaSvg({ ...specification, config: lightConfig } as never));
  });

  test('keeps its scale where one curve falls to -4000', () => {
    const domains = [...JSON.stringify(figure.draw(records)).matchAll(/"domain":\[(-[\d.]+),/g)].map((m) =>
      Number(m[1]),
    );
    expect(Math.min(...domains)).toBeGreaterThan(-10);
  });

  test('draws nothing without records, and the same in any order of them', () => {
    expect(figure.draw([])).toBeNull();
    expect(figure.draw([...records].reverse())).toEqual(figure.draw(records));
  });
});

test('the table of a report has a row a level, and dashes where training broke off', () => {
  const records = one(
    [
      { truth: 2, mean: 1.7, standardError: 0.004, optimum: 1.81 },
      { truth: 4, unfinished: true },
    ],
    {
      diverged: 'infinite',
    },
  );
  const table = summaryTable(records);
  expect(table).toMatch(/InfoNCE +100 +2\.0000 +1\.7000 +0\.0040 +0\.2000 +1\.8000 +1\.8100/);
  expect(table).toMatch(/InfoNCE +100 +4\.0000 +— +— +— +— +—/);
});
