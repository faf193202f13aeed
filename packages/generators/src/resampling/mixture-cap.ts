import { exp, InputError, type Key, log, log1p, mean, standardErrorOfMean, type Task } from '@minebench/core';

/** A Monte Carlo value in nats. */
export interface MixtureCap {
  readonly nats: number;
  readonly standardError: number;
}

/**
 * What a bound can reach at most where reference pairs are shuffled within a pool of b rows, fixed points and all: the divergence of P from
 * (1/b) P + (1 - 1/b) Q,
 *
 *   C_b = -E_P log(1/b + (1 - 1/b)/r) <= log b,
 *
 * as a mean over `count` joint draws. It caps the population value under that law, not a minibatch's.
 *
 * @param poolSize - b, at least 2
 * @throws InputError where the task has no density ratio or `poolSize` is no whole number of at least 2
 */
export function mixtureCap(task: Task, poolSize: number, count: number, key: Key): MixtureCap {
  if (task.logDensityRatio === undefined)
    throw new InputError({
      argument: 'task',
      value: task.id,
      problem: 'has no known density ratio',
      remedy: 'use a task that has one',
    });
  if (!Number.isSafeInteger(poolSize) || poolSize < 2)
    throw new InputError({
      argument: 'poolSize',
      value: poolSize,
      problem: 'is no pool of rows to shuffle',
      remedy: 'give a whole number, at least 2',
    });
  const logRatios = task.logDensityRatio(task.sample(count, key));
  const logPool = log(poolSize);
  // log(1/b + (1 - 1/b) e^-s), with the larger of the two terms taken out
  const values = logRatios.map((logRatio) => {
    const rest = log(poolSize - 1) - logRatio;
    return logPool - (rest > 0 ? rest + log1p(exp(-rest)) : log1p(exp(rest)));
  });
  return { nats: mean(values), standardError: standardErrorOfMean(values) };
}
