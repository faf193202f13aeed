import {
  type CellPlan,
  combinations,
  type ExpandContext,
  mostCellsOf,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedValues,
} from '@minebench/core';
import { taskGrid } from '../estimate/tasks.ts';
import { HOST } from '../host.ts';
import { requireOptimalCritic } from '../optimal-critic.ts';
import { sweptValues, wholeNumber } from '../swept-values.ts';

const FIELDS = ['task', 'dimension', 'rho', 'mi', 'batchSize', 'referenceSize', 'replicates', 'dataSeed'];

/** Cells of a sweep of the `minibatch-oracle` procedure. */
export async function expandMinibatchOracle(
  sweep: SweepFields,
  path: string,
  { baseUrl, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, FIELDS, path);
  requireFewCells(mostCellsOf(sweep, FIELDS), path, mostCells);
  const batches = sweptValues(sweep, 'batchSize', path, wholeNumber(2));
  const sizes = sweep.referenceSize === undefined ? [] : sweptValues(sweep, 'referenceSize', path, wholeNumber(1));
  const pairs = batches.map((value) => ({ value: value ** 2, path: `${path}.batchSize` }));
  const tasks = await taskGrid(sweep, path, baseUrl, pairs);
  for (const task of tasks) await requireOptimalCritic(task, `${path}.task`, baseUrl);
  return combinations(
    tasks,
    batches,
    sizes.length > 0 ? sizes : [undefined],
    sweptValues(sweep, 'replicates', path, wholeNumber(2), 10_000),
    seedValues(sweep, 'dataSeed', path),
  ).map(([task, batchSize, size, replicates, dataSeed]) => ({
    procedure: 'minibatch-oracle',
    params: { task, batchSize, referenceSize: size ?? batchSize, replicates },
    dataSeed,
    initSeed: 0,
    engine: HOST,
    protocol: { version: 1 },
    files: task.file === undefined ? [] : [task.file],
  }));
}
