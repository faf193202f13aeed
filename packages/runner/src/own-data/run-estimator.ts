import type { Estimate, EstimateOptions, Estimator, Split } from '@minebench/core';
import { explainAllocation } from '../procedures/array-length.ts';
import { requireFinite } from '../procedures/estimate/result.ts';
import { trainingKey } from '../procedures/estimate/split.ts';
import { messageOf } from '../run/message-of.ts';
import { isDiscrete } from './column-facts.ts';
import { batchSizeFor, estimateOptions, type RegimeOptions } from './estimate-options.ts';
import { type OwnEstimate, ownEstimate } from './own-estimate.ts';
import type { PlannedEstimator } from './portfolio.ts';
import type { PreparedTable } from './prepare-table.ts';
import { type OwnSample, partSizes, rowsOf } from './split-rows.ts';
import { estimateWarnings } from './warnings/estimate-warnings.ts';

/** The most rows of a classical estimator: its interval is narrow by then, and KSG's time grows faster than n, the more the higher the dimension. */
const CLASSICAL_ROWS = 100_000;
const KSG_ROWS_BEYOND_THE_PLANE = 20_000;

const classicalRows = (id: string, dimensions: number, rows: number): number =>
  Math.min(rows, id === 'ksg' && dimensions > 2 ? KSG_ROWS_BEYOND_THE_PLANE : CLASSICAL_ROWS);

/** Runs one estimator on the user's rows; one that breaks down is an estimate that says why. */
export async function runEstimator(
  planned: PlannedEstimator,
  { sample, facts }: PreparedTable,
  regime: RegimeOptions,
): Promise<OwnEstimate> {
  const { estimator, bound, id } = planned;
  const { count, dimX, dimY } = sample.all;
  const parts = partSizes(count);
  const batchSize = bound ? batchSizeFor(bound, parts) : 2;
  // A classical estimator selects nothing: it takes what it can of all rows.
  const rows = bound ? parts.evaluation : classicalRows(id, dimX + dimY, count);
  const training = bound ? sample.train : rowsOf(sample.all, 0, rows);
  const split = splitOf(sample, training);
  const estimate = await attempt(estimator, split, estimateOptions(parts, batchSize, regime), regime.seed);
  const ceiling = planned.ceiling({ rows, batchSize, evaluation: parts.evaluation });
  const warnings = estimateWarnings({
    id,
    kind: estimator.kind,
    estimate,
    dimensions: dimX + dimY,
    hasDiscrete: facts.some(isDiscrete),
    ...(ceiling ? { ceiling } : {}),
    ...(bound ? { steps: regime.steps } : {}),
  });
  return ownEstimate(estimate, { estimator: estimator.id, kind: estimator.kind, rows, warnings });
}

const splitOf = ({ selection, evaluation }: OwnSample, pairs: OwnSample['train']): Split => ({
  train: { kind: 'sample', pairs },
  selection,
  evaluation,
});

async function attempt(estimator: Estimator, split: Split, options: EstimateOptions, seed: number): Promise<Estimate> {
  try {
    return requireFinite(await estimator.estimate(split, options, trainingKey(seed, seed)));
  } catch (error) {
    return { status: 'failed', reason: explainAllocation(messageOf(error)) };
  }
}
