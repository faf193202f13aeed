import type { CellRecord, Claim, Verdict } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { baselineBelow, identityHolds, lowerThan, noneWithin, notAbove, withinTolerance } from '../src/index.ts';
import { estimateRecord, oracleRecord, type RecordOptions } from './build-records.ts';

const told = { name: 'claim', reason: 'test' };
const many = (all: readonly RecordOptions[]): CellRecord[] =>
  all.map((options, dataSeed) => estimateRecord({ truth: 1, dataSeed, standardError: 0.01, ...options }));

const within = withinTolerance({ ...told, absolute: 0.05, relative: 0.1 });
const none = noneWithin({ ...told, relative: 0.1 });
const below = baselineBelow({ ...told, share: 0.5 });
const lower = lowerThan({ ...told, lower: 'mine-f', upper: 'dv' });

const notAboveTruth = notAbove(told);

const cases: [string, Claim, CellRecord[], Verdict][] = [
  ['within: inside the tolerance', within, many([{ nats: 1.09 }, { nats: 0.95 }]), 'holds'],
  ['within: the mean counts, not the worst replicate', within, many([{ nats: 1.2 }, { nats: 0.8 }]), 'holds'],
  ['within: inside by its standard errors, .12 <= .1 + 3 x .01', within, many([{ nats: 1.12 }]), 'holds'],
  ['within: outside, .14 > .1 + 3 x .01', within, many([{ nats: 1.14 }]), 'fails'],
  // two readings halve the variance: 3 se of their mean is .0212
  ['within: replicates narrow the allowance', within, many([{ nats: 1.125 }, { nats: 1.125 }]), 'fails'],
  ['within: below as well as above', within, many([{ nats: 0.8 }]), 'fails'],
  ['within: a diverged replicate', within, many([{ nats: 1 }, { diverged: 'infinite' }]), 'fails'],
  ['within: a failed replicate', within, many([{ nats: 1 }, { failed: 'killed' }]), 'unresolved'],
  ['within: noise wider than the tolerance', within, many([{ nats: 1, standardError: 0.05 }]), 'unresolved'],
  ['within: wrong even so', within, many([{ nats: 2, standardError: 0.05 }]), 'fails'],
  ['within: by an unreliable standard error', within, many([{ nats: 1.12, reliable: false }]), 'unresolved'],
  ['within: needs no standard error', within, many([{ nats: 1.02, reliable: false }]), 'holds'],
  [
    'within: too few seeds',
    withinTolerance({ ...told, absolute: 1, relative: 0, replicates: 3 }),
    many([{}, {}]),
    'unresolved',
  ],
  ['within: no records', within, [], 'unresolved'],
  ['within: no truth', within, [estimateRecord({ truth: null })], 'unresolved'],
  [
    'within: nothing is selected',
    withinTolerance({ ...told, absolute: 1, relative: 1, where: { rho: 0.9 } }),
    many([{}]),
    'unresolved',
  ],

  ['none: all low', none, many([{ nats: 0.5 }, { nats: 0.89 }]), 'holds'],
  ['none: one diverged', none, many([{ nats: 0.5 }, { diverged: 'infinite' }]), 'holds'],
  ['none: one within', none, many([{ nats: 0.5 }, { nats: 0.91 }]), 'fails'],
  ['none: one far above', none, many([{ nats: 3 }]), 'fails'],
  ['none: a failed cell says nothing', none, many([{ nats: 0.5 }, { failed: 'killed' }]), 'unresolved'],

  ['baseline: well below half', below, many([{ nats: 0.4 }]), 'holds'],
  ['baseline: below, but not by its noise', below, many([{ nats: 0.48 }]), 'unresolved'],
  ['baseline: not below', below, many([{ nats: 0.51 }]), 'fails'],
  ['baseline: diverged', below, many([{ diverged: 'infinite' }]), 'unresolved'],

  ['not above: below', notAboveTruth, many([{ nats: 0.2 }]), 'holds'],
  ['not above: above by less than three standard errors', notAboveTruth, many([{ nats: 1.029 }]), 'holds'],
  ['not above: above', notAboveTruth, many([{ nats: 1.031 }]), 'fails'],
  ['not above: diverged', notAboveTruth, many([{ nats: 0.5 }, { diverged: 'infinite' }]), 'fails'],
  ['not above: failed', notAboveTruth, many([{ nats: 0.5 }, { failed: 'killed' }]), 'unresolved'],

  ['lower: by readouts', lower, many([{ readouts: { dv: 1, 'mine-f': 0.9 } }]), 'holds'],
  ['lower: equal', lower, many([{ readouts: { dv: 1, 'mine-f': 1 } }]), 'holds'],
  [
    'lower: above',
    lower,
    many([{ readouts: { dv: 1, 'mine-f': 0.9 } }, { readouts: { dv: 1, 'mine-f': 1.001 } }]),
    'fails',
  ],
  [
    'lower: the estimate is the reading of its own bound',
    lower,
    many([{ bound: 'dv', nats: 1, readouts: { 'mine-f': 1.1 } }]),
    'fails',
  ],
  ['lower: a reading is missing', lower, many([{ readouts: { dv: 1 } }]), 'unresolved'],
  ['lower: all diverged', lower, many([{ diverged: 'infinite' }]), 'unresolved'],
];

test.each(cases)('%s', (_, claim, records, verdict) => {
  expect(claim.check(records).verdict).toBe(verdict);
});

describe('details', () => {
  test('a failure names the setting and the numbers compared', () => {
    const { detail } = within.check(many([{ nats: 1.14 }]));
    expect(detail).toContain('|1.140 − 1.000| = 0.140 against 0.100 + 0.030');
    expect(detail).toContain('DV');
  });

  test('too few seeds: how many are missing', () => {
    const claim = withinTolerance({ ...told, absolute: 1, relative: 0, replicates: 5 });
    expect(claim.check(many([{}, {}])).detail).toContain('3 of 5 replicates are missing');
  });

  test('at a point that nobody reaches, the verdict says who reads low and who diverged', () => {
    const records = [
      ...many([{ bound: 'dv', nats: 0.5 }]),
      ...many([{ bound: 'mine', diverged: 'infinite' }]),
      ...many([
        { bound: 'mine-f', nats: -3 },
        { bound: 'mine-f', diverged: 'infinite' },
      ]),
    ];
    const { verdict, detail } = none.check(records);
    expect(verdict).toBe('holds');
    expect(detail).toMatch(/DV.* reads low \(mean 0\.500\)/);
    expect(detail).toMatch(/MINE, .*1 of 1 diverged/);
    expect(detail).toMatch(/MINE-f.* reads low, 1 of 2 diverged/);
  });

  test('every comparison is a row with its verdict', () => {
    const result = within.check([...many([{ nats: 1 }]), ...many([{ bound: 'mine', nats: 2 }])]);
    expect(result.comparisons?.map((row) => row.verdict).sort()).toEqual(['fails', 'holds']);
    expect(result.comparisons?.[0]).toMatchObject({ truth: 1, tolerance: 0.1 });
  });
});

describe('identityHolds', () => {
  const claim = identityHolds(told);
  const truth = -0.5 * Math.log(1 - 0.64);
  const exact = { dv: 0, nwj: 0, forgottenLog: -1, shiftedLog: 1 };
  const record = (
    shift: Partial<Record<keyof typeof exact, number>>,
    gaps: Record<string, number> = { dvMinusNwj: 1e-16 },
  ) =>
    oracleRecord(
      0.8,
      Object.fromEntries(
        Object.entries(exact).map(([id, offset]) => [
          id,
          [truth + offset + (shift[id as keyof typeof exact] ?? 0), 0.001] as const,
        ]),
      ),
      gaps,
    );

  test('holds at the exact offsets', () => expect(claim.check([record({})]).verdict).toBe('holds'));
  test.each(Object.keys(exact))('fails where %s is four standard errors off', (id) => {
    expect(claim.check([record({ [id]: 0.004 })]).verdict).toBe('fails');
    expect(claim.check([record({ [id]: -0.004 })]).verdict).toBe('fails');
    expect(claim.check([record({ [id]: 0.0029 })]).verdict).toBe('holds');
  });
  test('fails where a gap is more than rounding', () => {
    expect(claim.check([record({}, { dvMinusNwj: 2e-10 })]).verdict).toBe('fails');
    expect(claim.check([record({}, { dvMinusNwj: -2e-10 })]).verdict).toBe('fails');
  });
  test('is unresolved without values, without gaps, without records', () => {
    expect(claim.check([record({}, {})]).verdict).toBe('unresolved');
    expect(claim.check([oracleRecord(0.8, {}, { dvMinusNwj: 0 })]).verdict).toBe('unresolved');
    expect(claim.check([]).verdict).toBe('unresolved');
  });
});
