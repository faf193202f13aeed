import {
  type CellPlan,
  combinations,
  type ExpandContext,
  InputError,
  mostCellsOf,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedValues,
  sweptValues,
} from '@minebench/core';
import { createReferences } from '@minebench/generators';
import { z } from 'zod';
import { createChoice, kinds, type ResolvedChoice } from '../../experiment/choices.ts';
import { taskGrid } from '../estimate/tasks.ts';
import { hostPlan } from '../host.ts';
import { wholeNumber } from '../whole-number.ts';

const FIELDS = ['task', 'dimension', 'rho', 'mi', 'n', 'references', 'referenceSize', 'repeats', 'picture', 'dataSeed'];
const mode = z.enum(['shuffle', 'derange', 'shift', 'replace'], 'give shuffle, derange, shift or replace');

async function requireOneDimension(task: ResolvedChoice, path: string, baseUrl: string): Promise<void> {
  const { dimX, dimY } = await createChoice(kinds.task, task, baseUrl, path);
  if (dimX === 1 && dimY === 1) return;
  throw new InputError({
    argument: path,
    value: task.id,
    problem: `has ${dimX} + ${dimY} dimensions, and a picture shows one of X and one of Y`,
    remedy: 'take one dimension, or set picture to 0',
  });
}

/** Cells of a sweep of the `resampling` procedure. */
export async function expandResampling(
  sweep: SweepFields,
  path: string,
  { baseUrl, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, FIELDS, path);
  requireFewCells(mostCellsOf(sweep, FIELDS), path, mostCells);
  const rows = sweptValues(wholeNumber(2), sweep, 'n', path);
  const modes = sweptValues(mode, sweep, 'references', path);
  const sizes = sweep.referenceSize === undefined ? [] : sweptValues(wholeNumber(1), sweep, 'referenceSize', path);
  const repeats = sweptValues(wholeNumber(2), sweep, 'repeats', path, 1000);
  const pictures = sweptValues(wholeNumber(0), sweep, 'picture', path, 0);
  const pairs = rows.map((value) => ({ value, path: `${path}.n` }));
  const tasks = await taskGrid(sweep, path, baseUrl, pairs);
  if (pictures.some((side) => side > 0))
    for (const task of tasks) await requireOneDimension(task, `${path}.task`, baseUrl);
  const seeds = seedValues(sweep, 'dataSeed', path);
  const chosen = sizes.length > 0 ? sizes : [undefined];
  return combinations(tasks, rows, modes, chosen, repeats, pictures, seeds).map(
    ([task, n, id, size, draws, picture, dataSeed]) => {
      const scheme = createReferences({ mode: id, pool: 'sample', size }, { batchSize: n, n }, `${path}.references`);
      const references = { mode: id, pool: 'sample', size: scheme.size };
      return hostPlan('resampling', { task, n, references, repeats: draws, picture }, dataSeed);
    },
  );
}
