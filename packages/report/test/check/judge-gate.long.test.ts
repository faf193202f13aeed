import { describe, expect, it } from 'vitest';
import { alarms, type Simulation } from './simulated-runs.ts';

const suite: Simulation = { runs: 500, tasks: 8, estimators: 8, looks: [3, 6], correlation: 0, spread: 0.03 };

describe("error rates of a gate of the project's own size: eight tasks, eight estimators, six seeds", () => {
  // At the design's limit of 1%, more than 10 alarms in 500 runs have probability 0.014.
  it.each<[string, Partial<Simulation>]>([
    ['independent errors', {}],
    ['closely related errors', { correlation: 0.95 }],
    ['heavy-tailed errors', { tails: 5 }],
    ['three looks', { looks: [2, 4, 6], runs: 200 }],
    ['every |bias| grown by exactly the margin', { drift: { of: 'every bias', by: 0.1 } }],
    ['heavy tails at the margin', { tails: 5, drift: { of: 'every bias', by: 0.1 } }],
  ])('unchanged: %s', (_, change) => {
    expect(alarms({ ...suite, ...change }).falseAlarms).toBeLessThanOrEqual(10);
  });

  // 500 runs caught with probability 0.95 are fewer than 460 with probability 0.002.
  it.each([
    ['six seeds at a margin of 0.2', [3, 6], 0.2],
    ['twelve seeds at a margin of 0.1', [6, 12], 0.1],
  ] as const)('%s: a drift of twice the margin is caught', (_, looks, margin) => {
    const { caught } = alarms(
      { ...suite, looks, margins: { bias: margin }, drift: { of: 'bias', by: 2 * margin } },
      ({ measure, estimator, task }) => measure === 'bias' && estimator === 'estimator 0' && task === 'task 0',
    );
    expect(caught).toBeGreaterThanOrEqual(475);
  });
});
