import {
  type CellPlan,
  type Choice,
  combinations,
  type ExpandContext,
  InputError,
  type JsonObject,
  mostCellsOf,
  parse,
  type Registry,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedGrid,
  valuesOf,
} from '@minebench/core';
import { sweptEngines } from '@minebench/engine';
import { bounds, critics, mlpOptions, optimizers } from '@minebench/estimators';
import { z } from 'zod';
import { planeData } from './data/index.ts';
import { GAN_FIELDS } from './gan-sweep.ts';

const positive = z.int('give a positive integer').min(1, 'give a positive integer');
const weight = z.number('give a number of at least 0').min(0, 'give a number of at least 0');
const network = z.strictObject({ ...mlpOptions, hidden: mlpOptions.hidden.default([128, 128]) });
const judge = z.strictObject({ ...mlpOptions, hidden: mlpOptions.hidden.default([128, 128, 128]) });
const protocolSchema = z.strictObject({
  steps: positive.default(9600),
  lookEvery: positive.default(400),
  samples: z.int('give an integer of at least 100').min(100, 'give an integer of at least 100').default(2500),
  panels: positive.default(4),
});

/** Every value of a field, checked; one default where the sweep does not have it. */
const swept = <T>(schema: z.ZodType<T>, field: string, sweep: SweepFields, path: string, missing: unknown): T[] => {
  const given = valuesOf(sweep, field, path);
  const located = given.length > 0 ? given : [{ value: missing, path: `${path}.${field}` }];
  return located.map(({ value, path: at }) => parse(schema, value, at));
};

const choice = z.union([z.string(), z.looseObject({ id: z.string() })], 'give a name, or an object with an id');

/** Every choice of a field, with its defaults filled in. */
const chosen = <T>(registry: Registry<T>, field: string, sweep: SweepFields, path: string, missing: Choice) => {
  const given = valuesOf(sweep, field, path);
  const located = given.length > 0 ? given : [{ value: missing, path: `${path}.${field}` }];
  return located.map(({ value, path: at }) => registry.resolve(parse(choice, value, at), at) as JsonObject);
};

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
  const boundChoices = chosen(bounds, 'bound', sweep, path, 'mine');
  for (const bound of boundChoices) requirePairs(bound, path);
  const protocol = parse(protocolSchema, sweep.protocol ?? {}, `${path}.protocol`);
  const fixed = {
    generator: parse(network, sweep.generator ?? {}, `${path}.generator`),
    discriminator: parse(judge, sweep.discriminator ?? {}, `${path}.discriminator`),
  };
  return combinations(
    chosen(planeData, 'data', sweep, path, 'gaussians'),
    swept(weight, 'beta', sweep, path, undefined),
    boundChoices,
    chosen(critics, 'critic', sweep, path, 'joint-mlp'),
    swept(positive, 'latent', sweep, path, 2),
    swept(positive, 'batchSize', sweep, path, 256),
    chosen(optimizers, 'optimizer', sweep, path, 'adam'),
    sweptEngines(sweep, path, engine),
    seedGrid(sweep, path),
  ).map(([data, beta, bound, critic, latent, batchSize, optimizer, engineId, seeds]) => ({
    procedure: 'gan',
    params: { data, beta, bound, critic, latent, batchSize, optimizer, ...fixed } as JsonObject,
    ...seeds,
    engine: engineId,
    protocol,
    files: [],
  }));
}
