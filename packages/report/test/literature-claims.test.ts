import type { CellRecord, Claim, Verdict } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { atMostLogBatch, reachesShare, spreadAtLeast, waitsThenClimbs } from '../src/index.ts';
import { estimateRecord, type RecordOptions } from './build-records.ts';

const told = { name: 'claim', reason: 'test' };

/** Settings that differ in f, a replicate each; the truth is one nat. */
const curves = (all: readonly RecordOptions[]): CellRecord[] =>
  all.map((options, k) =>
    estimateRecord({ task: { id: 'equitability', f: ['x', '2x', 'sin'][k], sigma: 0.5 }, truth: 1, ...options }),
  );
const many = (all: readonly RecordOptions[]): CellRecord[] =>
  all.map((options, dataSeed) => estimateRecord({ truth: 1, dataSeed, ...options }));

/** A held-out curve that is zero until `start`, then climbs evenly until `end`, looked at every fifty steps. */
const climb = (start: number, end: number, top = 1): RecordOptions => {
  const step = Array.from({ length: 41 }, (_, k) => 50 * k);
  const nats = step.map((at) => top * Math.min(1, Math.max(0, (at - start) / (end - start))));
  return { selection: { step, nats, bestStep: 2000 } };
};

const spread = spreadAtLeast({ ...told, least: 0.1 });
const reaches = reachesShare({ ...told, share: 0.85 });
const waits = waitsThenClimbs(told);
const capped = atMostLogBatch(told);

const cases: [string, Claim, CellRecord[], Verdict][] = [
  ['spread: wide', spread, curves([{ nats: 0.5 }, { nats: 0.9 }, { nats: 0.6 }]), 'holds'],
  ['spread: none', spread, curves([{ nats: 0.5 }, { nats: 0.5 }, { nats: 0.5 }]), 'fails'],
  // three standard errors of the difference: 3 x .01 x sqrt 2 = .042
  ['spread: wide only by its noise', spread, curves([{ nats: 0.5 }, { nats: 0.63 }]), 'unresolved'],
  ['spread: too small by less than its noise', spread, curves([{ nats: 0.5 }, { nats: 0.57 }]), 'unresolved'],
  ['spread: one setting alone', spread, curves([{ nats: 0.5 }]), 'unresolved'],
  ['spread: a failed cell', spread, curves([{ nats: 0.5 }, { nats: 0.9 }, { failed: 'killed' }]), 'unresolved'],
  ['spread: replicates of one setting are no spread', spread, many([{ nats: 0.1 }, { nats: 0.9 }]), 'unresolved'],
  ['spread: no records', spread, [], 'unresolved'],

  ['reaches: above', reaches, many([{ nats: 0.8 }, { nats: 0.92 }]), 'holds'],
  ['reaches: below', reaches, many([{ nats: 0.8 }]), 'fails'],
  ['reaches: below by less than its noise', reaches, many([{ nats: 0.84 }]), 'unresolved'],
  ['reaches: a diverged replicate', reaches, many([{ nats: 0.9 }, { diverged: 'infinite' }]), 'fails'],

  ['waits: a plateau of 1000 steps, a climb of 200', waits, many([climb(1000, 1200)]), 'holds'],
  ['waits: an even climb from the beginning', waits, many([climb(0, 1000)]), 'fails'],
  // It passes .05 after 200 + 60 steps and .8 after 200 + 960: 260 < 1160 / 4.
  ['waits: less than a quarter', waits, many([climb(200, 1400)]), 'fails'],
  ['waits: never arrives', waits, many([climb(1000, 1200, 0.7)]), 'fails'],
  ['waits: one run of two', waits, many([climb(1000, 1200), climb(0, 1000)]), 'fails'],
  ['waits: no curve', waits, many([{}]), 'unresolved'],

  ['log b: below', capped, many([{ nats: 4.8, batchSize: 128 }]), 'holds'],
  ['log b: above', capped, many([{ nats: 4.86, batchSize: 128 }]), 'fails'],
  ['log b: of its own batch', capped, many([{ nats: 4.8, batchSize: 64 }]), 'fails'],
  ['log b: no estimate', capped, many([{ diverged: 'infinite' }]), 'unresolved'],
];

describe('claims of the literature', () => {
  test.each(cases)('%s', (_, claim, records, verdict) => {
    expect(claim.check(records).verdict).toBe(verdict);
  });

  test('a spread tells that of the truths beside it', () => {
    const records = [
      estimateRecord({ task: { id: 'equitability', f: 'x' }, truth: 0.42, nats: 0.4 }),
      estimateRecord({ task: { id: 'equitability', f: '2x' }, truth: 0.89, nats: 0.8 }),
    ];
    expect(spread.check(records).comparisons?.[0]['spread of truths']).toBeCloseTo(0.47, 10);
  });
});
