import { type Bound, foldIn, type Key, type Reading, type Task } from '@minebench/core';
import { readAtOptimum } from './optimal-critic.ts';

/**
 * What a bound on a batch's product reads at the optimal critic: the mean over independent minibatches of `batchSize` pairs, with its standard error.
 * For InfoNCE no critic's mean is higher: t = log dP/dQ maximises it at every batch size. Undefined where the task does not know log dP/dQ, the bound's optimum is no function of
 * it, or the bound takes reference pairs, whose reading has no such limit.
 */
export function minibatchOptimum(
  bound: Bound,
  task: Task,
  batchSize: number,
  batches: number,
  key: Key,
): Reading | undefined {
  if (bound.references !== 'product' || !task.logDensityRatio) return undefined;
  const pairs = task.sample(batchSize * batches, foldIn(key, 'optimum'));
  const rows = Int32Array.from({ length: pairs.count }, (_, row) => row);
  const joint = { rowsX: rows, rowsY: rows };
  const part = { pairs, joint, referencePairs: pairs, reference: joint, independent: false };
  return readAtOptimum(bound, { logDensityRatio: (of) => task.logDensityRatio!(of) }, part, batchSize);
}
