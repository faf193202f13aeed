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
import { BLOCK } from './blocks.ts';

const FIELDS = ['task', 'dimension', 'rho', 'mi', 'n', 'dataSeed'];

/** Cells of a sweep of the `oracle` procedure. */
export async function expandOracle(
  sweep: SweepFields,
  path: string,
  { baseUrl, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, FIELDS, path);
  requireFewCells(mostCellsOf(sweep, FIELDS), path, mostCells);
  const sizes = sweptValues(wholeNumber(2), sweep, 'n', path, 1_000_000);
  const blocks = sizes.map((n) => ({ value: Math.min(n, BLOCK), path: `${path}.n` }));
  const tasks = await taskGrid(sweep, path, baseUrl, blocks);
  for (const task of tasks) await requireOptimalCritic(task, `${path}.task`, baseUrl);
  return combinations(tasks, sizes, seedValues(sweep, 'dataSeed', path)).map(([task, n, dataSeed]) =>
    hostPlan('oracle', { task, n }, dataSeed),
  );
}
