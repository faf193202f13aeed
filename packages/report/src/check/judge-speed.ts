import { type Gate, mean, variance } from '@minebench/core';
import type { SpeedReading } from './baseline.ts';
import { holm } from './holm.ts';
import type { GateFinding } from './judge-gate.ts';
import { studentTail } from './sequential-score.ts';

interface LogRatio {
  readonly difference: number;
  readonly standardError: number;
  readonly df: number;
}

/** Welch's mean difference of logarithms: readings of two runs have nothing in common to pair them by. */
function logRatio(before: readonly number[], after: readonly number[]): LogRatio {
  const [a, b] = [before.map(Math.log), after.map(Math.log)];
  const [va, vb] = [variance(a) / a.length, variance(b) / b.length];
  return {
    difference: mean(b) - mean(a),
    standardError: Math.sqrt(va + vb),
    df: (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1)) || a.length + b.length - 2,
  };
}

const geometricMean = (values: readonly number[]): number => Math.exp(mean(values.map(Math.log)));

/**
 * Decides which estimators take longer than the gate's factor allows, from times in units of the calibration kernel. One-sided t tests on logarithms, at `alarmLevel` over the
 * estimators (Holm): a family of its own, because a time never repeats to the byte.
 */
export function judgeSpeed(
  before: readonly SpeedReading[],
  after: readonly SpeedReading[],
  { margins, alarmLevel, passLevel }: Gate,
): GateFinding[] {
  const both = after.flatMap(({ estimator, kernels }) => {
    const old = before.find((reading) => reading.estimator === estimator);
    return old ? [{ estimator, old: old.kernels, young: kernels, ...logRatio(old.kernels, kernels) }] : [];
  });
  const bound = Math.log(margins.time);
  const adjusted = holm(
    both.map(({ difference, standardError, df }) => studentTail((difference - bound) / standardError, df)),
  );
  return both.map(({ estimator, old, young, difference, standardError, df }, index) => {
    const fine = studentTail((bound - difference) / standardError, df) <= passLevel;
    return {
      measure: 'time',
      estimator,
      task: null,
      verdict: adjusted[index] <= alarmLevel ? 'worse' : fine ? 'not worse' : 'unresolved',
      seeds: young.length,
      before: geometricMean(old),
      after: geometricMean(young),
      margin: margins.time,
      pValue: adjusted[index],
    };
  });
}
