import {
  type Bound,
  type Cell,
  type CellResult,
  foldIn,
  type JsonObject,
  keyFromSeed,
  type PairBound,
  type ProcedureContext,
  type Split,
  type Task,
} from '@minebench/core';
import { mixtureCap } from '@minebench/generators';
import { createChoice, kinds } from '../../experiment/choices.ts';
import { runEstimate } from '../estimate/run.ts';
import { drawMixture, jointShare } from './mixture.ts';
import { onProduct } from './product-reading.ts';

/** Joint draws of the cap's Monte Carlo mean. */
const CAP_DRAWS = 200_000;

/** What no critic can exceed where a share 1/b of the references are joint pairs; without any, the truth. */
function capOf(task: Task, share: number, batchSize: number, dataSeed: number): JsonObject {
  if (share === 0) return { nats: task.mi.nats, standardError: task.mi.standardError ?? 0 };
  return { ...mixtureCap(task, batchSize, CAP_DRAWS, foldIn(keyFromSeed(dataSeed), 'cap')) };
}

/**
 * Runs one reference-law cell: what `estimate` gives, its evaluation under the law of the training references, with `readouts.product` (the same bound under Q),
 * `jointShare` and `cap` (the divergence of P from that law, in nats, with its own standard error).
 */
export async function runReferenceLaw(cell: Cell, context: ProcedureContext): Promise<CellResult> {
  const batchSize = cell.params.batchSize as number;
  const share = jointShare(cell.params.references as JsonObject, batchSize);
  const task = await createChoice(kinds.task, cell.params.task, context.baseUrl, 'task');
  let joint = 0;
  const variation = {
    split: (split: Split): Split => ({
      ...split,
      independent(count, key) {
        const drawn = drawMixture(task, share, count, key);
        joint = drawn.joint;
        return drawn.pairs;
      },
    }),
    readouts: (bound: Bound) => [onProduct(bound as PairBound, () => joint)],
  };
  const result = await runEstimate(cell, context, variation);
  const cap = task.logDensityRatio ? { cap: capOf(task, share, batchSize, cell.dataSeed) } : {};
  return { ...result, jointShare: share, ...cap };
}
