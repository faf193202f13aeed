import { type Gate, mean, variance } from '@minebench/core';
import type { SpeedReading } from './baseline.ts';
import { holm } from './holm.ts';
import type { GateFinding } from './judge-gate.ts';
import { moderateVariances } from './moderated-variance.ts';
import { studentTail } from './sequential-score.ts';

interface Readings {
  readonly estimator: string;
  readonly old: readonly number[];
  readonly young: readonly number[];
}

interface LogRatio extends Readings {
  readonly difference: number;
  readonly standardError: number;
  readonly df: number;
}

/** Welch's mean difference of logarithms: readings of two runs have nothing in common to pair them by. Variances are moderated over the estimators of a run, which the same machine disturbs. */
function logRatios(both: readonly Readings[]): LogRatio[] {
  const spreadOf = (group: string, values: readonly number[]) => {
    const logs = values.map(Math.log);
    return { group, variance: variance(logs), df: logs.length - 1 };
  };
  const moderated = moderateVariances(
    both.flatMap(({ old, young }) => [spreadOf('before', old), spreadOf('after', young)]),
  );
  return both.map(({ estimator, old, young }, index) => {
    const [before, after] = [moderated[2 * index], moderated[2 * index + 1]];
    const [a, b] = [before.variance / old.length, after.variance / young.length];
    return {
      estimator,
      old,
      young,
      difference: mean(young.map(Math.log)) - mean(old.map(Math.log)),
      standardError: Math.sqrt(a + b),
      df: (a + b) ** 2 / (a ** 2 / before.df + b ** 2 / after.df) || before.df + after.df,
    };
  });
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
  const both = logRatios(
    after.flatMap(({ estimator, kernels }) => {
      const old = before.find((reading) => reading.estimator === estimator);
      return old ? [{ estimator, old: old.kernels, young: kernels }] : [];
    }),
  );
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
