import {
  type CellPlan,
  combinations,
  type ExpandContext,
  InputError,
  type JsonObject,
  mostCellsOf,
  parse,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedGrid,
  valuesOf,
} from '@minebench/core';
import { sweptEngines } from '@minebench/engine';
import { z } from 'zod';
import type { ResolvedChoice } from '../../experiment/choices.ts';

import { type NeuralChoice, neuralGrid } from '../estimate/estimators.ts';
import { pairsOf, sizeGrid } from '../estimate/sizes.ts';
import { taskGrid } from '../estimate/tasks.ts';
import { filesIn } from '../files-in.ts';

const SWEPT = [
  'task',
  'dimension',
  'batchSize',
  'references',
  'bound',
  'critic',
  'optimizer',
  'dataSeed',
  'initSeed',
  'seeds',
  'engine',
  'stepsPerLevel',
];
const FIELDS = [...SWEPT, 'levels'];

const levelsSchema = z
  .array(z.number('give numbers of nats').min(0, 'give numbers of nats'), 'give a list of numbers of nats')
  .min(1, 'give at least one level');
const steps = 'give an integer of at least 40';
const stepsSchema = z.int(steps).min(40, steps);

/** The task of a schedule, without the information that changes under way. */
const withoutInformation = ({ mi: _, rho: __, ...task }: ResolvedChoice): JsonObject => task;

/** Every combination of task and dimension, made once at each level, so that a task that cannot have some level is refused here. */
async function scheduledTasks(
  sweep: SweepFields,
  levels: readonly number[],
  path: string,
  baseUrl: string,
  pairs: ReturnType<typeof pairsOf>,
): Promise<JsonObject[]> {
  const grids = [];
  for (const [k, mi] of levels.entries()) {
    try {
      grids.push(await taskGrid({ ...sweep, mi }, path, baseUrl, pairs));
    } catch (error) {
      throw atLevel(error, path, k);
    }
  }
  return grids[0].map(withoutInformation);
}

/** The same problem, with the place of the level that a task does not take. */
const atLevel = (error: unknown, path: string, k: number): unknown =>
  error instanceof InputError && error.problem.argument === `${path}.mi`
    ? new InputError({ ...error.problem, argument: `${path}.levels[${k}]` })
    : error;

function requireMinibatchBound({ estimator, references }: NeuralChoice, path: string): void {
  if (references !== 'uniform') return;
  throw new InputError({
    argument: `${path}.bound`,
    value: (estimator.bound as JsonObject).id as string,
    problem: 'takes uniform references over the box of a sample, and a staircase has fresh draws alone',
    remedy: 'choose a bound on pairs, on products or on joint pairs',
  });
}

/** Cells of a sweep of the `staircase` procedure. */
export async function expandStaircase(
  sweep: SweepFields,
  path: string,
  { baseUrl, engine, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, FIELDS, path);
  requireFewCells(mostCellsOf(sweep, SWEPT), path, mostCells);
  const levels = parse(levelsSchema, sweep.levels, `${path}.levels`);
  const lengths = valuesOf(sweep, 'stepsPerLevel', path).map(({ value, path: at }) => parse(stepsSchema, value, at));
  const estimators = await neuralGrid(sweep, path, baseUrl);
  if (estimators.length === 0)
    throw new InputError({
      argument: `${path}.bound`,
      problem: 'is missing',
      remedy: "say what estimates, as in bound: ['infonce', 'mine-f']",
    });
  for (const estimator of estimators) requireMinibatchBound(estimator, path);
  const sizes = sizeGrid({ batchSize: 64, ...sweep, n: 'fresh' }, path);
  const tasks = await scheduledTasks(sweep, levels, path, baseUrl, pairsOf(sizes, path));
  const seeds = seedGrid(sweep, path);
  return combinations(
    tasks,
    sizes,
    estimators,
    sweptEngines(sweep, path, engine),
    lengths.length > 0 ? lengths : [4000],
    seeds,
  ).map(([task, { batchSize, references }, chosen, id, stepsPerLevel, seed]) => {
    const drawn = chosen.references === 'pairs' ? { references } : {};
    const params = { task, levels, estimator: chosen.estimator, batchSize, ...drawn };
    return {
      procedure: 'staircase',
      params,
      ...seed,
      engine: id,
      protocol: { version: 1, stepsPerLevel },
      files: [...new Set(filesIn(params))],
    };
  });
}
