import { createStream, foldIn, type Gate, keyFromSeed, type Stream } from '@minebench/core';
import { type GateFinding, judgeGate } from '../../src/check/judge-gate.ts';
import type { PairedComparison, SeedOutcome } from '../../src/check/paired-comparison.ts';

/** How runs before and after are drawn. */
export interface Simulation {
  readonly runs: number;
  readonly tasks: number;
  readonly estimators: number;
  readonly looks: readonly number[];
  /** Correlation of the errors before and after on one seed: 0 where training is chaotic, near 1 where it is not. */
  readonly correlation: number;
  /** Degrees of freedom of Student's t that errors follow, scaled to their standard deviation; normal where absent. */
  readonly tails?: number;
  /** Standard deviation over seeds of the first task, nats; those of others lie up to a factor of two about it. */
  readonly spread: number;
  /** What changes: |bias| of the first estimator on the first task, or of all; spread or failure rate of the first estimator everywhere. */
  readonly drift?: { readonly of: 'bias' | 'every bias' | 'standard deviation' | 'failure rate'; readonly by: number };
  readonly margins?: Partial<Gate['margins']>;
}

export const gate = (margins: Partial<Gate['margins']> = {}): Gate => ({
  margins: { bias: 0.1, standardDeviation: 0.1, failureRate: 0.15, compute: 1.25, time: 2, ...margins },
  alarmLevel: 0.01,
  passLevel: 0.05,
  unresolved: 'pass',
});

/** One error of unit variance. */
function drawError(stream: Stream, tails: number | undefined): number {
  const normal = stream.normal();
  if (tails === undefined) return normal;
  let squares = 0;
  for (let k = 0; k < tails; k++) squares += stream.normal() ** 2;
  return (normal / Math.sqrt(squares / tails)) * Math.sqrt((tails - 2) / tails);
}

let digests = 0;
const outcome = (error: number | null, flop: number): SeedOutcome => ({ error, flop, digest: String(digests++) });

function simulate(simulation: Simulation, run: number): PairedComparison[] {
  const { tasks, estimators, looks, correlation, tails, spread, drift } = simulation;
  const stream = createStream(foldIn(keyFromSeed(8), run));
  const budget = looks[looks.length - 1];
  return Array.from({ length: estimators * tasks }, (_, index) => {
    const [estimator, task] = [Math.floor(index / tasks), index % tasks];
    const scale = task === 0 ? spread : spread * 2 ** (2 * stream.uniform() - 1);
    const bias = 0.2 * stream.normal();
    const moved = drift?.of === 'every bias' || (drift?.of === 'bias' && index === 0) ? drift.by : 0;
    const widened = drift?.of === 'standard deviation' && estimator === 0 ? drift.by : 0;
    const lossRate = drift?.of === 'failure rate' && estimator === 0 ? drift.by : 0;
    const pairs = Array.from({ length: budget }, () => {
      const first = drawError(stream, tails);
      const second = correlation * first + Math.sqrt(1 - correlation ** 2) * drawError(stream, tails);
      const flop = () => 1e6 * Math.exp(0.2 * stream.normal());
      const after = bias + Math.sign(bias) * moved + (scale + widened) * second;
      return {
        before: outcome(bias + scale * first, flop()),
        after: outcome(stream.uniform() < lossRate ? null : after, flop()),
      };
    });
    return { task: `task ${task}`, estimator: `estimator ${estimator}`, pairs };
  });
}

/** Runs the gate many times; counts runs with an alarm that `isMeant` of nothing, and runs in which it caught what it was meant to. */
export function alarms(
  simulation: Simulation,
  isMeant: (finding: GateFinding) => boolean = () => false,
): { readonly falseAlarms: number; readonly caught: number } {
  let [falseAlarms, caught] = [0, 0];
  for (let run = 0; run < simulation.runs; run++) {
    const { findings } = judgeGate(simulate(simulation, run), gate(simulation.margins), simulation.looks);
    const worse = findings.filter(({ verdict }) => verdict === 'worse');
    if (worse.some(isMeant)) caught++;
    if (worse.some((finding) => !isMeant(finding))) falseAlarms++;
  }
  return { falseAlarms, caught };
}
