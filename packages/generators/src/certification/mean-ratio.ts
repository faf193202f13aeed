import { foldIn, type Key, type Pairs, RunningMoments, type Task } from '@minebench/core';
import { type Check, STANDARD_ERRORS } from './check.ts';

/** Numbers of a block of draws: memory stays flat however many are needed. */
const BLOCK_NUMBERS = 1 << 16;
/** A standard error of fewer draws is not to be trusted. */
const LEAST_DRAWS = 5000;

/** A log density ratio that a task is held to, `[count]` nats a block of pairs. */
export interface Ratio {
  readonly name: string;
  readonly of: (pairs: Pairs) => Float64Array;
}

/** The task's own log density ratio, and that of the task it is an image of at the inverted pairs: two formulas where there are two. */
export function ratiosOf(task: Task): Ratio[] {
  const own = task.logDensityRatio
    ? [{ name: 'mean log density ratio', of: (pairs: Pairs) => task.logDensityRatio!(pairs) }]
    : [];
  const base = task.evidence?.base;
  if (!base?.task.logDensityRatio) return own;
  const ofBase = (pairs: Pairs) => base.task.logDensityRatio!(base.invert(pairs));
  return [...own, { name: `mean log density ratio of ${base.task.id} at the inverted pairs`, of: ofBase }];
}

export interface Precision {
  /** Nats; draws are added until the standard error of the mean is no larger. */
  readonly standardError: number;
  readonly mostDraws: number;
}

/**
 * I = E_P log r, held to the sampler's draws: the mean lies within four standard errors of the stated information. A Monte Carlo statement's own
 * standard error counts too.
 */
export function checkRatio(task: Task, ratio: Ratio, { standardError, mostDraws }: Precision, key: Key): Check {
  const rows = Math.max(1, Math.floor(BLOCK_NUMBERS / (task.dimX + task.dimY)));
  const moments = new RunningMoments();
  const reachedSoFar = () => Math.sqrt(moments.variance / moments.count);
  for (let block = 0; moments.count < mostDraws; block++) {
    const count = Math.min(rows, mostDraws - moments.count);
    for (const nats of ratio.of(task.sample(count, foldIn(key, block)))) moments.push(nats);
    if (!Number.isFinite(moments.mean)) break;
    if (moments.count >= LEAST_DRAWS && reachedSoFar() <= standardError) break;
  }
  const reached = reachedSoFar();
  const allowance = STANDARD_ERRORS * Math.hypot(reached, task.mi.standardError ?? 0);
  const difference = moments.mean - task.mi.nats;
  const numbers = { stated: task.mi.nats, mean: moments.mean, standardError: reached, draws: moments.count };
  const told = `${moments.mean.toFixed(4)} ± ${reached.toFixed(4)} over ${moments.count} draws against ${task.mi.nats.toFixed(4)}`;
  // Rounding: a ratio that is the same number at every pair has no standard error.
  const holds = Math.abs(difference) <= allowance + 1e-9 * Math.max(1, Math.abs(task.mi.nats));
  if (!holds) return { name: ratio.name, verdict: 'fails', detail: told, numbers };
  if (reached <= standardError) return { name: ratio.name, verdict: 'holds', detail: told, numbers };
  return { name: ratio.name, verdict: 'unresolved', detail: `${told}: ${standardError} not reached`, numbers };
}
