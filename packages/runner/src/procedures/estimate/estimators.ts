import {
  type Bound,
  combinations,
  InputError,
  type JsonObject,
  type Located,
  type SweepFields,
  valuesOf,
} from '@minebench/core';
import { createNeuralEstimator } from '@minebench/estimators';
import { createChoice, type Kind, kinds, type ResolvedChoice, resolveChoice } from '../../experiment/choices.ts';

const resolveAll = (kind: Kind<unknown>, located: readonly Located[], baseUrl: string) =>
  Promise.all(
    located.map(async ({ value, path }) => ({ value: await resolveChoice(kind, value, baseUrl, path), path })),
  );

async function choicesOf(
  field: 'bound' | 'critic' | 'optimizer' | 'baseline',
  sweep: SweepFields,
  path: string,
  baseUrl: string,
  fallback?: string,
): Promise<Located<ResolvedChoice>[]> {
  const given = valuesOf(sweep, field, path);
  const located = given.length > 0 || !fallback ? given : [{ value: fallback, path: `${path}.${field}` }];
  return resolveAll(kinds[field], located, baseUrl);
}

function readoutList(sweep: SweepFields, path: string): Located[] {
  const { readouts } = sweep;
  if (readouts === undefined) return [];
  if (!Array.isArray(readouts))
    throw new InputError({
      argument: `${path}.readouts`,
      value: readouts,
      problem: 'is no list of bounds',
      remedy: "write it as ['dv', 'mine-f']",
    });
  return Array.from(readouts, (value: unknown, index) => ({ value, path: `${path}.readouts[${index}]` }));
}

/** Makes it once, so that a bound and a critic that cannot work together are found before anything runs. */
async function requireBuildable(estimator: JsonObject, bound: Located, baseUrl: string): Promise<void> {
  try {
    createNeuralEstimator(await neuralParts(estimator, baseUrl));
  } catch (error) {
    if (error instanceof InputError && error.problem.argument === 'bound')
      throw new InputError({ ...error.problem, argument: bound.path });
    throw error;
  }
}

/** What a neural estimator of a cell is made of. */
export async function neuralParts({ bound, critic, optimizer, readouts }: JsonObject, baseUrl: string) {
  return {
    bound: await createChoice(kinds.bound, bound, baseUrl, 'bound'),
    critic: critic === undefined ? undefined : await createChoice(kinds.critic, critic, baseUrl, 'critic'),
    optimizer: await createChoice(kinds.optimizer, optimizer, baseUrl, 'optimizer'),
    readouts: await Promise.all(
      (readouts as readonly unknown[]).map((readout) => createChoice(kinds.bound, readout, baseUrl, 'readouts')),
    ),
  };
}

/** A bound without options of its own is written by its name in the list of readouts. */
const shortened = (choice: ResolvedChoice): string | ResolvedChoice =>
  Object.keys(choice).length === 1 ? choice.id : choice;

/** A neural estimator as cells store it, and the references that its bound takes. */
export interface NeuralChoice {
  readonly estimator: JsonObject;
  readonly references: Bound['references'];
}

/** Every combination of bound, critic and optimiser of a sweep; a bound with a critic of its own stands once for all critics. */
export async function neuralGrid(sweep: SweepFields, path: string, baseUrl: string): Promise<NeuralChoice[]> {
  const bounds = await choicesOf('bound', sweep, path, baseUrl);
  if (bounds.length === 0) return [];
  const critics = await choicesOf('critic', sweep, path, baseUrl, 'joint-mlp');
  const optimizers = await choicesOf('optimizer', sweep, path, baseUrl, 'adam');
  const readouts = (await resolveAll(kinds.bound, readoutList(sweep, path), baseUrl)).map(({ value }) =>
    shortened(value),
  );
  const grid: NeuralChoice[] = [];
  for (const [bound, critic, optimizer] of combinations(bounds, critics, optimizers)) {
    const { critic: own, references } = await createChoice(kinds.bound, bound.value, baseUrl, bound.path);
    if (own && critic !== critics[0]) continue;
    const estimator = {
      kind: 'neural',
      bound: bound.value,
      ...(own ? {} : { critic: critic.value }),
      optimizer: optimizer.value,
      readouts,
    };
    await requireBuildable(estimator, bound, baseUrl);
    grid.push({ estimator, references });
  }
  return grid;
}

/** The classical estimators of a sweep. */
export async function baselineGrid(sweep: SweepFields, path: string, baseUrl: string): Promise<JsonObject[]> {
  const chosen = await choicesOf('baseline', sweep, path, baseUrl);
  return chosen.map(({ value }) => ({ ...value, kind: 'baseline' }));
}
