import {
  type CellPlan,
  combinations,
  type ExpandContext,
  mostCellsOf,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedValues,
  sweptValues,
} from '@minebench/core';
import { taskGrid } from '../estimate/tasks.ts';
import { hostPlan } from '../host.ts';
import { requireOptimalCritic } from '../optimal-critic.ts';
import { wholeNumber } from '../whole-number.ts';

const FIELDS = ['task', 'dimension', 'rho', 'mi', 'batchSize', 'referenceSize', 'replicates', 'dataSeed'];

/** Cells of a sweep of the `minibatch-oracle` procedure. */
export async function expandMinibatchOracle(
  sweep: SweepFields,
  path: string,
  { baseUrl, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, FIELDS, path);
  requireFewCells(mostCellsOf(sweep, FIELDS), path, mostCells);
  const batches = sweptValues(wholeNumber(2), sweep, 'batchSize', path);
  const sizes = sweep.referenceSize === undefined ? [] : sweptValues(wholeNumber(1), sweep, 'referenceSize', path);
  const pairs = batches.map((value) => ({ value: value ** 2, path: `${path}.batchSize` }));
  const tasks = await taskGrid(sweep, path, baseUrl, pairs);
  for (const task of tasks) await requireOptimalCritic(task, `${path}.task`, baseUrl);
  return combinations(
    tasks,
    batches,
    sizes.length > 0 ? sizes : [undefined],
    sweptValues(wholeNumber(2), sweep, 'replicates', path, 10_000),
    seedValues(sweep, 'dataSeed', path),
  ).map(([task, batchSize, size, replicates, dataSeed]) =>
    hostPlan('minibatch-oracle', { task, batchSize, referenceSize: size ?? batchSize, replicates }, dataSeed),
  );
}
