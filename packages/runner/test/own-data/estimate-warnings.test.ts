import type { CompletedEstimate, Reading } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { contradictions } from '../../src/own-data/warnings/contradictions.ts';
import { estimateWarnings, type JudgedEstimate } from '../../src/own-data/warnings/estimate-warnings.ts';

const reading: Reading = { nats: 1, standardError: 0.1, standardErrorMethod: 'delta', reliable: true };

const completed = (change: Partial<CompletedEstimate> = {}, read: Partial<Reading> = {}): CompletedEstimate => ({
  status: 'completed',
  evaluation: { ...reading, ...read },
  ...change,
});

const judged = (change: Partial<JudgedEstimate> = {}): JudgedEstimate => ({
  id: 'mine',
  kind: 'lower',
  estimate: completed(),
  dimensions: 2,
  hasDiscrete: false,
  ...change,
});

const test = (pValue: number) => ({
  permutations: 99,
  pValue,
  rows: 100,
  observed: 1,
  nullMean: 0,
  nullStandardDeviation: 0.1,
});

const trained = (bestStep: number, stepsRun: number) => ({
  selection: { step: [0, 50, 100], nats: [0, 1, 2], bestStep },
  stepsRun,
});

const ceiling = { nats: 2, name: 'log b' };

describe('warnings of an estimate', () => {
  it.each<[string, Partial<JudgedEstimate>, string]>([
    [
      'one that diverged',
      { estimate: { status: 'diverged', reason: 'is not finite', step: 3 } },
      'diverged: is not fin',
    ],
    ['one that failed', { estimate: { status: 'failed', reason: 'too few points' } }, 'failed: too few points'],
    ['near its ceiling', { ceiling, estimate: completed({}, { nats: 1.41 }) }, '1.41 nats is near 2.00, log b'],
    ['above its ceiling', { ceiling, estimate: completed({}, { nats: 2.1 }) }, '2.10 nats is above 2.00, log b'],
    ['a large weight', { estimate: completed({}, { largestWeight: 0.11, reliable: false }) }, 'has 11% of all weight'],
    ['a variance that is not positive', { estimate: completed({}, { reliable: false }) }, 'standard error cannot be'],
    ['copies under ksg', { id: 'ksg', estimate: completed({}, { reliable: false }) }, 'more than k copies'],
    ['no standard error', { estimate: completed({}, { standardError: Number.NaN }) }, 'no standard error'],
    ['ksg on a discrete column', { id: 'ksg', hasDiscrete: true }, 'meaningless here'],
    ['ksg in seven dimensions', { id: 'ksg', dimensions: 7 }, 'reads low in 7 dimensions'],
    ['training that was cut off', { steps: 100, estimate: completed(trained(100, 100)) }, 'raise --steps'],
    ['a p-value above .05', { estimate: completed({ permutationTest: test(0.06) }) }, 'p = 0.060: independence is not'],
  ])('%s: one', (_, change, says) => {
    const warnings = estimateWarnings(judged(change));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(says);
  });

  it.each<[string, Partial<JudgedEstimate>]>([
    ['a sound one', {}],
    ['seven tenths of its ceiling', { ceiling, estimate: completed({}, { nats: 1.4 }) }],
    ['a tenth of all weight', { estimate: completed({}, { largestWeight: 0.1 }) }],
    ['another estimator on a discrete column', { hasDiscrete: true }],
    ['ksg in six dimensions', { id: 'ksg', dimensions: 6 }],
    ['another in seven', { dimensions: 7 }],
    ['training whose best look was before', { steps: 100, estimate: completed(trained(50, 100)) }],
    ['training that stopped by itself', { steps: 200, estimate: completed(trained(100, 100)) }],
    ['a p-value of .05', { estimate: completed({ permutationTest: test(0.05) }) }],
  ])('%s: none', (_, change) => {
    expect(estimateWarnings(judged(change))).toEqual([]);
  });
});

describe('contradictions', () => {
  const lower = { estimator: 'mine', kind: 'lower', low: 1, high: 1.2 } as const;
  const upper = { estimator: 'club', kind: 'upper', low: 0.5, high: 0.9 } as const;

  it('a lower bound above an upper bound', () => {
    expect(contradictions([lower, upper])).toEqual([expect.stringContaining('mine, a lower bound, lies above club')]);
  });

  it.each([
    ['intervals that touch', [lower, { ...upper, high: 1 }]],
    ['two lower bounds', [lower, { ...upper, kind: 'lower' as const }]],
    ['one that is neither', [{ ...lower, kind: 'neither' as const }, upper]],
    ['no interval', [{ ...lower, low: null, high: null }, upper]],
  ])('%s: none', (_, estimates) => {
    expect(contradictions(estimates)).toEqual([]);
  });
});
