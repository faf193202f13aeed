import { createStream, foldIn, type Interval, keyFromSeed, mean, quantile } from '@minebench/core';
import { isLost, type Outcome, type OutcomeTable } from './outcomes.ts';

/** A contestant's place among all: 1 is the least error. */
export interface RankSummary {
  readonly contestant: string;
  readonly meanRank: number;
  /** 95% bootstrap interval over seeds, within tasks, all contestants on the same resampled seeds. */
  readonly interval: Interval;
  /** By task; ties share the mean of their places. */
  readonly ranks: readonly number[];
}

/** What a task's ranking goes by: lost cells first, then the mean absolute error of the completed ones. */
interface Score {
  readonly lost: number;
  readonly error: number;
}

function scoreOf(outcomes: readonly Outcome[], drawn: readonly number[]): Score {
  let [lost, sum, completed] = [0, 0, 0];
  for (const replicate of drawn) {
    const outcome = outcomes[replicate];
    if (isLost(outcome)) lost++;
    if (outcome.error === null) continue;
    sum += Math.abs(outcome.error);
    completed++;
  }
  return { lost, error: completed === 0 ? Number.POSITIVE_INFINITY : sum / completed };
}

const isBefore = (a: Score, b: Score): boolean => a.lost < b.lost || (a.lost === b.lost && a.error < b.error);

/** 1 + those before + half of those that tie. */
const ranksOf = (scores: readonly Score[]): number[] =>
  scores.map((score) => {
    const before = scores.filter((other) => isBefore(other, score)).length;
    const after = scores.filter((other) => isBefore(score, other)).length;
    return 1 + before + (scores.length - 1 - before - after) / 2;
  });

const ranksOnTask = (table: OutcomeTable, task: number, drawn: readonly number[]): number[] =>
  ranksOf(table.outcomes.map((byTask) => scoreOf(byTask[task], drawn)));

/** Mean ranks over tasks, in the order of the contestants. */
export function rankSummaries(table: OutcomeTable, resamples = 1000): RankSummary[] {
  const all = Array.from({ length: table.replicates }, (_, replicate) => replicate);
  const byTask = table.tasks.map((_, task) => ranksOnTask(table, task, all));
  const stream = createStream(foldIn(keyFromSeed(0), 'ranks'));
  const resampled = table.contestants.map(() => new Float64Array(resamples));
  for (let round = 0; round < resamples; round++) {
    const ranks = table.tasks.map((_, task) =>
      ranksOnTask(
        table,
        task,
        all.map(() => stream.integer(all.length)),
      ),
    );
    for (const [contestant, means] of resampled.entries()) means[round] = mean(ranks.map((row) => row[contestant]));
  }
  return table.contestants.map((contestant, index) => {
    const ranks = byTask.map((row) => row[index]);
    const means = resampled[index];
    const interval = { low: quantile(means, 0.025), high: quantile(means, 0.975) };
    return { contestant, meanRank: mean(ranks), interval, ranks };
  });
}
