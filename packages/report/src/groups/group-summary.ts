import {
  bootstrapInterval,
  foldIn,
  type Interval,
  keyFromSeed,
  mean,
  rootMeanSquareError,
  standardDeviation,
} from '@minebench/core';
import type { EstimateRow, Setting } from '../rows/estimate-row.ts';
import { type ReplicateGroup, replicateGroups } from './replicates.ts';

/** What the replicates of one setting say. All in nats; `null` where there are too few completed replicates (five for an interval) or no known truth. */
export interface GroupSummary {
  readonly key: string;
  readonly setting: Setting;
  readonly rows: readonly EstimateRow[];
  /** All records of the group; of them `completed` gave an estimate. */
  readonly replicates: number;
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
  readonly truth: number | null;
  readonly mean: number | null;
  readonly meanInterval: Interval | null;
  /** mean - truth. */
  readonly bias: number | null;
  readonly biasInterval: Interval | null;
  /** Over replicates, with n - 1 in the denominator. */
  readonly standardDeviation: number | null;
  readonly standardDeviationInterval: Interval | null;
  /** sqrt of the mean squared error. */
  readonly rmse: number | null;
  readonly rmseInterval: Interval | null;
  /** Mean of the replicates' own standard errors on their evaluation parts. */
  readonly meanStandardError: number | null;
  /** How many of the standard errors cannot be believed. */
  readonly unreliable: number;
  readonly minibatchAverage: number | null;
  readonly maxOverSelection: number | null;
}

const present = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

const meanOf = (values: readonly (number | null)[]): number | null => {
  const finite = present(values);
  return finite.length === 0 ? null : mean(finite);
};

/** Below so many replicates the percentile bootstrap of a mean is little more than the smallest and the largest of them: no interval is given. */
export const leastForInterval = 5;

/** 95% percentile bootstrap over replicates, where they are enough. The key follows from the group, so that the same records give the same interval. */
const interval = (
  group: ReplicateGroup,
  name: string,
  values: readonly number[],
  statistic: (resample: ArrayLike<number>) => number,
): Interval | null =>
  values.length < leastForInterval
    ? null
    : bootstrapInterval(values, statistic, foldIn(foldIn(keyFromSeed(0), name), group.key));

/** Mean, bias, standard deviation and RMSE over the completed replicates of a group, with intervals; the others are counted. */
export function summarizeGroup(group: ReplicateGroup): GroupSummary {
  const { rows, key, setting } = group;
  const completed = rows.filter((row) => row.status === 'completed');
  const estimates = present(completed.map((row) => row.nats));
  const truth = rows.find((row) => row.truth !== null)?.truth ?? null;
  const average = meanOf(estimates);
  const meanInterval = interval(group, 'mean', estimates, mean);
  const judged = truth === null || estimates.length === 0 ? null : truth;
  return {
    key,
    setting,
    rows,
    replicates: rows.length,
    completed: completed.length,
    diverged: rows.filter((row) => row.status === 'diverged').length,
    failed: rows.filter((row) => row.status === 'failed').length,
    truth,
    mean: average,
    meanInterval,
    bias: average === null || truth === null ? null : average - truth,
    biasInterval:
      meanInterval === null || truth === null
        ? null
        : { low: meanInterval.low - truth, high: meanInterval.high - truth },
    standardDeviation: estimates.length < 2 ? null : standardDeviation(estimates),
    standardDeviationInterval: interval(group, 'standard deviation', estimates, standardDeviation),
    rmse: judged === null ? null : rootMeanSquareError(estimates, judged),
    rmseInterval:
      judged === null ? null : interval(group, 'rmse', estimates, (resample) => rootMeanSquareError(resample, judged)),
    meanStandardError: meanOf(completed.map((row) => row.standardError)),
    unreliable: completed.filter((row) => row.reliable === false).length,
    minibatchAverage: meanOf(completed.map((row) => row.minibatchAverage)),
    maxOverSelection: meanOf(completed.map((row) => row.maxOverSelection)),
  };
}

/** One summary a setting, ordered by task, dimension and rho. */
export const summarize = (rows: readonly EstimateRow[]): GroupSummary[] => replicateGroups(rows).map(summarizeGroup);
