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
import { bounds, critics, mlpOptions, optimizers } from '@minebench/estimators';
import { z } from 'zod';
import { planeData } from './data/index.ts';
import { GAN_FIELDS } from './gan-sweep.ts';

const positive = z.int('give a positive integer').min(1, 'give a positive integer');
const weight = z.number('give a number of at least 0').min(0, 'give a number of at least 0');
const share = z.number('give a positive number').positive('give a positive number');
const network = z.strictObject({ ...mlpOptions, hidden: mlpOptions.hidden.default([128, 128]) });
const judge = z.strictObject({ ...mlpOptions, hidden: mlpOptions.hidden.default([128, 128, 128]) });
const protocolSchema = z.strictObject({
  steps: positive.default(9600),
  lookEvery: positive.default(400),
  samples: z.int('give an integer of at least 100').min(100, 'give an integer of at least 100').default(2500),
  panels: positive.default(4),
});

function requirePairs(bound: JsonObject, path: string): void {
  const { references, influence } = bounds.create(bound as unknown as Choice);
  if (references === 'pairs' && influence) return;
  throw new InputError({
    argument: `${path}.bound`,
    value: bound.id,
    problem: 'is no bound on pairs whose standard error is known',
    remedy: 'choose one such as mine, dv or mine-f',
  });
}

/** Cells of a sweep of the `gan` procedure. */
export async function expandGan(
  sweep: SweepFields,
  path: string,
  { engine, mostCells }: ExpandContext,
): Promise<CellPlan[]> {
  requireKnownFields(sweep, GAN_FIELDS, path);
  requireFewCells(mostCellsOf(sweep, GAN_FIELDS), path, mostCells);
  const boundChoices = sweptChoices(bounds, sweep, 'bound', path, 'mine');
  for (const bound of boundChoices) requirePairs(bound, path);
  const protocol = parse(protocolSchema, sweep.protocol ?? {}, `${path}.protocol`);
  const fixed = {
    generator: parse(network, sweep.generator ?? {}, `${path}.generator`),
    discriminator: parse(judge, sweep.discriminator ?? {}, `${path}.discriminator`),
  };
  const own = (field: string): JsonObject | undefined =>
    sweep[field] === undefined ? undefined : sweptChoices(optimizers, sweep, field, path)[0];
  const [ofGenerator, ofDiscriminator] = [own('generatorOptimizer'), own('discriminatorOptimizer')];
  return combinations(
    sweptChoices(planeData, sweep, 'data', path, 'gaussians'),
    sweptValues(weight, sweep, 'beta', path),
    sweptValues(share, sweep, 'clip', path, 1),
    boundChoices,
    sweptChoices(critics, sweep, 'critic', path, 'joint-mlp'),
    sweptValues(positive, sweep, 'latent', path, 2),
    sweptValues(positive, sweep, 'batchSize', path, 256),
    sweptChoices(optimizers, sweep, 'optimizer', path, 'adam'),
    sweptEngines(sweep, path, engine),
    seedGrid(sweep, path),
  ).map(([data, beta, clip, bound, critic, latent, batchSize, optimizer, engineId, seeds]) => ({
    procedure: 'gan',
    params: {
      data,
      beta,
      clip,
      bound,
      critic,
      latent,
      batchSize,
      optimizer,
      generatorOptimizer: ofGenerator ?? optimizer,
      discriminatorOptimizer: ofDiscriminator ?? optimizer,
      ...fixed,
    } as JsonObject,
    ...seeds,
    engine: engineId,
    protocol,
    files: [],
  }));
}
