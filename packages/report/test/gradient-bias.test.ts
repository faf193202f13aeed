import type { CellRecord } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { predictedBias } from '../src/gradient-bias/predicted-bias.ts';
import { biasCoefficient, biasReduction, biasSlope, constantDrift, gradientBiasFigure } from '../src/index.ts';
import { estimateRecord, studyRecord } from './build-records.ts';

const told = { name: 'claim', reason: 'test' };
const ranges = [{ scale: 0.2, from: 64, to: 1024 }];
const slope = biasSlope({ ...told, ranges, tolerance: 0.1 });
const coefficient = biasCoefficient({ ...told, ranges, relative: 0.05 });
const reduction = biasReduction({ ...told, relative: 0.2 });

const record = (n: number, bias: number, share: number, weight = 1): CellRecord =>
  studyRecord('gradient-bias', {
    params: { scale: 0.2, referenceSize: n, weight, replicates: 1000 },
    result: {
      bias: { controlled: { mean: bias, standardError: share * bias }, plain: { mean: bias, standardError: 1 } },
    },
  });

/** Biases that fall as n'^power from the first order's at n' = 64, known to a share of themselves. */
const falling = (power: number, share = 0.005, factor = 1): CellRecord[] =>
  [16, 64, 256, 1024].map((n) => record(n, factor * (predictedBias(0.2) / 64) * (n / 64) ** power, share));

describe('the first-order formula', () => {
  test('is .2806 at a = .2 and .6914 at a = .3, without an average', () => {
    expect(predictedBias(0.2)).toBeCloseTo(0.2806, 4);
    expect(predictedBias(0.3)).toBeCloseTo(0.6914, 4);
  });
  test('goes to zero with the weight of the new batch', () => {
    expect(predictedBias(0.3, 1e-6)).toBeLessThan(1e-6);
  });
});

test.each([
  ['slope −1 holds', slope, falling(-1), 'holds'],
  ['slope −1/2 fails: a bias that falls like noise', slope, falling(-0.5), 'fails'],
  ['slope −1.15 fails', slope, falling(-1.15), 'fails'],
  ['slope of noisy biases is unresolved', slope, falling(-1, 0.2), 'unresolved'],
  ['slope of a bias that is not positive is unresolved', slope, falling(-1, 0.005, -1), 'unresolved'],
  ['slope without records is unresolved', slope, [], 'unresolved'],
  ['the coefficient holds', coefficient, falling(-1), 'holds'],
  // 5% + 3 x .5% of 1.08.
  ['the coefficient off by 8% fails', coefficient, falling(-1, 0.005, 1.08), 'fails'],
  ['the coefficient off by 6% is within three standard errors of 5%', coefficient, falling(-1, 0.005, 1.06), 'holds'],
  ['a noisy coefficient is unresolved', coefficient, falling(-1, 0.03), 'unresolved'],
] as const)('%s', (_, claim, records, verdict) => {
  expect(claim.check(records).verdict).toBe(verdict);
});

describe('what a moving average leaves', () => {
  const averaged = (factor: number, share = 0.005): CellRecord[] => [
    ...falling(-1),
    record(64, (factor * predictedBias(0.2, 0.1)) / 64, share, 0.1),
  ];
  test('is judged against the formula', () => {
    expect(reduction.check(averaged(1)).verdict).toBe('holds');
    expect(reduction.check(averaged(1.15)).verdict).toBe('holds');
    expect(reduction.check(averaged(1.3)).verdict).toBe('fails');
    // An average that is never used leaves everything.
    expect(reduction.check(averaged(predictedBias(0.2) / predictedBias(0.2, 0.1))).verdict).toBe('fails');
    expect(reduction.check(averaged(1, 0.1)).verdict).toBe('unresolved');
    expect(reduction.check(falling(-1)).verdict).toBe('unresolved');
  });
});

describe('the figures', () => {
  test('draw judged and other biases apart, and nothing without records', () => {
    const figure = gradientBiasFigure({ id: 'bias', ranges });
    expect(figure.draw([])).toBeNull();
    const drawn = JSON.stringify(figure.draw([...falling(-1), record(64, 1e-3, 0.01, 0.1)]));
    expect(drawn.match(/"judged":false/g)).toHaveLength(drawn.match(/"n":16,"judged"/g)!.length);
  });

  test('show the constant of every run, and nothing where no record has one', () => {
    const figure = constantDrift({ id: 'drift' });
    const selection = { step: [0, 100], nats: [0, 0.4], constant: [0, 0.75], bestStep: 100 };
    expect(figure.draw([estimateRecord({ bound: 'infonce' })])).toBeNull();
    expect(JSON.stringify(figure.draw([estimateRecord({ selection })]))).toContain('"constant":0.75');
  });
});
