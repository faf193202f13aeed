import { describe, expect, it } from 'vitest';
import { judgeGate } from '../../src/check/judge-gate.ts';
import type { PairedComparison } from '../../src/check/paired-comparison.ts';
import { alarms, gate, type Simulation } from './simulated-runs.ts';

const small: Simulation = { runs: 500, tasks: 3, estimators: 3, looks: [3, 6], correlation: 0, spread: 0.03 };

/** Errors of one comparison by hand; the digest of a seed is its error. */
const comparison = (
  task: string,
  before: readonly (number | null)[],
  after: readonly (number | null | undefined)[],
): PairedComparison => ({
  task,
  estimator: 'dv',
  pairs: before.map((error, index) => ({
    before: { error, flop: null, digest: String(error) },
    after: after[index] === undefined ? null : { error: after[index], flop: null, digest: String(after[index]) },
  })),
});

describe('error rates of the gate, designed for alarms in 1% of unchanged runs', () => {
  // A false alarm in 500 runs has mean 5 at the design's limit; more than 10 have probability 0.014 there.
  it.each<[string, Partial<Simulation>]>([
    ['trained afresh, so that errors are independent', {}],
    ['closely related errors', { correlation: 0.95 }],
    ['margins next to nothing', { margins: { bias: 1e-6, standardDeviation: 1e-6, failureRate: 0, compute: 1 } }],
  ])('unchanged: %s', (_, change) => {
    expect(alarms({ ...small, ...change }).falseAlarms).toBeLessThanOrEqual(10);
  });

  it('every |bias| has grown by exactly the margin, as much as is allowed', () => {
    expect(alarms({ ...small, drift: { of: 'every bias', by: 0.1 } }).falseAlarms).toBeLessThanOrEqual(10);
  });

  it('an alarm can be false at all: where the drift is beyond the margin nearly every run has one', () => {
    expect(alarms({ ...small, runs: 50, drift: { of: 'every bias', by: 0.3 } }).falseAlarms).toBeGreaterThan(45);
  });

  // 200 runs caught with probability 0.95 are fewer than 181 with probability 0.003.
  it.each([
    ['bias', 0.2, 'task 0'],
    ['standard deviation', 0.2, null],
    ['failure rate', 0.6, null],
  ] as const)('a drift of the %s by twice the margin, %d, is caught in 95% of runs of twelve seeds', (of, by, task) => {
    const { caught } = alarms(
      {
        ...small,
        runs: 200,
        looks: [6, 12],
        tasks: 8,
        estimators: 2,
        margins: { failureRate: 0.3 },
        drift: { of, by },
      },
      (finding) => finding.measure === of && finding.estimator === 'estimator 0' && finding.task === task,
    );
    expect(caught).toBeGreaterThanOrEqual(190);
  });
});

describe('judgeGate', () => {
  const errors = [0.01, -0.02, 0.015, -0.005, 0.02, -0.01];
  const moved = (by: number) => errors.map((error, index) => error + by + 0.001 * Math.sin(index));
  const verdictsOf = (...comparisons: PairedComparison[]) =>
    Object.fromEntries(
      judgeGate(comparisons, gate(), [3, 6]).findings.map(({ measure, task, verdict }) => [task ?? measure, verdict]),
    );

  it('does not test the same bytes, and wants no more seeds of them', () => {
    const { findings, wanted } = judgeGate([comparison('a', errors, errors.slice(0, 3))], gate(), [3, 6]);
    expect(findings.map(({ verdict, seeds, pValue }) => ({ verdict, seeds, pValue }))).toEqual(
      findings.map(() => ({ verdict: 'identical', seeds: 3, pValue: null })),
    );
    expect([...wanted]).toEqual([]);
  });

  it('wants the first look, then the next while a question is open', () => {
    const seeds = (after: readonly number[]) => [...judgeGate([comparison('a', errors, after)], gate(), [3, 6]).wanted];
    expect(seeds([])).toEqual([['dv', 3]]);
    expect(seeds(moved(0.1).slice(0, 3))).toEqual([['dv', 6]]);
    expect(seeds(moved(0.1))).toEqual([]);
  });

  it('names the task that got worse, and leaves the others', () => {
    expect(verdictsOf(comparison('a', errors, moved(0.5)), comparison('b', errors, moved(0.01)))).toMatchObject({
      a: 'worse',
      b: 'not worse',
    });
  });

  it('an estimator that missed the truth from below and now hits it is not worse', () => {
    const low = errors.map((error) => error - 0.8);
    expect(verdictsOf(comparison('a', low, moved(-0.01)))).toMatchObject({ a: 'not worse' });
    expect(verdictsOf(comparison('a', low, moved(0.1)))).toMatchObject({ a: 'not worse' });
  });

  it('one that missed it from below and now misses it as far from above is no worse, farther is', () => {
    const low = errors.map((error) => error - 0.4);
    expect(verdictsOf(comparison('a', low, moved(0.41)))).toMatchObject({ a: 'not worse' });
    expect(verdictsOf(comparison('a', low, moved(1.2)))).toMatchObject({ a: 'worse' });
  });

  it('a drift by the margin itself stays unresolved', () => {
    expect(verdictsOf(comparison('a', errors, moved(0.1)))).toMatchObject({ a: 'unresolved' });
  });

  it('counts what is lost, over all tasks, and does not take it for an error of zero', () => {
    const lost = errors.map(() => null);
    const tasks = ['a', 'b', 'c', 'd'].map((task) => comparison(task, errors, lost));
    const verdicts = verdictsOf(...tasks);
    expect(verdicts['failure rate']).toBe('worse');
    expect(verdicts.a).toBe('unresolved');
    expect(
      verdictsOf(
        ...tasks.map(({ task }) =>
          comparison(
            task,
            lost,
            lost.map(() => 0.01),
          ),
        ),
      ),
    ).toMatchObject({
      'failure rate': 'not worse',
    });
  });

  it('replays looks: what came after the decision changes nothing', () => {
    const after = [...errors.slice(0, 3), 40, 40, 40];
    expect(verdictsOf(comparison('a', errors, after))).toMatchObject({ a: 'identical' });
  });
});
