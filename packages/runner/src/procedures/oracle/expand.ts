import {
  type CellPlan,
  combinations,
  type ExpandContext,
  InputError,
  mostCellsOf,
  parse,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedValues,
  valuesOf,
} from '@minebench/core';
import { z } from 'zod';
import { createChoice, kinds, type ResolvedChoice } from '../../experiment/choices.ts';
import { taskGrid } from '../estimate/tasks.ts';
import { HOST } from '../host.ts';
import { BLOCK } from './blocks.ts';

const FIELDS = ['task', 'dimension', 'rho', 'mi', 'n', 'dataSeed'];
const drawCount = z.int('give an integer of at least 2').min(2, 'give an integer of at least 2');

async function requireOptimalCritic(choice: ResolvedChoice, path: string, baseUrl: string): Promise<void> {
  const task = await createChoice(kinds.task, choice, baseUrl, path);
  if (!task.logDensityRatio)
    throw new InputError({
      argument: path,
      value: choice.id,
      problem: 'has no known density ratio, and the oracle reads bounds at it',
      remedy: 'choose a task with one, such as gaussian',
    });
}

/** Cells of a sweep of the `oracle` procedure. */
export async function expandOracle(
  sweep: SweepFields,
  path: string,
  { baseUrl, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, FIELDS, path);
  requireFewCells(mostCellsOf(sweep, FIELDS), path, mostCells);
  const given = valuesOf(sweep, 'n', path).map(({ value, path: at }) => parse(drawCount, value, at));
  const sizes = given.length > 0 ? given : [1_000_000];
  const blocks = sizes.map((n) => ({ value: Math.min(n, BLOCK), path: `${path}.n` }));
  const tasks = await taskGrid(sweep, path, baseUrl, blocks);
  for (const task of tasks) await requireOptimalCritic(task, `${path}.task`, baseUrl);
  return combinations(tasks, sizes, seedValues(sweep, 'dataSeed', path)).map(([task, n, dataSeed]) => ({
    procedure: 'oracle',
    params: { task, n },
    dataSeed,
    initSeed: 0,
    engine: HOST,
    protocol: { version: 1 },
    files: task.file === undefined ? [] : [task.file],
  }));
}
