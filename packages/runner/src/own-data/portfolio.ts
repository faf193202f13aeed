import { type Bound, type Choice, digamma, type Estimator, InputError, suggestion } from '@minebench/core';
import { baselines, bounds, createNeuralEstimator } from '@minebench/estimators';
import { choiceName, givenOptions } from '../experiment/choice-name.ts';
import { createChoice, kinds, resolveChoice } from '../experiment/choices.ts';
import { isFileName } from '../loading/user-file.ts';
import type { FileChoice } from '../procedures/estimate/estimate-sweep.ts';
import { type Ceiling, KSG_DIMENSIONS } from './warnings/estimate-warnings.ts';

/** An estimator as it is run on the user's data. */
export interface PlannedEstimator {
  /** Of the bound or baseline: `mine`, `ksg`. */
  readonly id: string;
  /** Its id tells the options that were given: `mine:decay=0.9/joint-mlp`, `ksg:k=5`. */
  readonly estimator: Estimator;
  /** Of a neural estimator. */
  readonly bound?: Bound;
  ceiling(sizes: {
    readonly rows: number;
    readonly batchSize: number;
    readonly evaluation: number;
  }): Ceiling | undefined;
}

export interface PortfolioOptions {
  /** Bounds and baselines by name, or bounds by file; a portfolio that fits the dimension where absent. */
  readonly estimators?: readonly (Choice | FileChoice)[];
  /** Of every neural estimator; a joint perceptron where absent, and a separable one for bounds on a batch's product, which it makes cheap. */
  readonly critic?: Choice | FileChoice;
  /** Of every neural estimator; Adam where absent. */
  readonly optimizer?: Choice | FileChoice;
  /** What relative files are relative to. */
  readonly baseUrl: string;
}

const ESTIMATOR = '--estimator';

/** A classical estimator, one of low variance and a tight bound: KSG only where neighbours can be near. */
export const defaultEstimators = (dimensions: number): readonly string[] => [
  ...(dimensions <= KSG_DIMENSIONS ? ['ksg'] : []),
  'cca',
  'infonce',
  'mine',
];

const knows = (
  { entries }: { readonly entries: readonly { id: string; aliases?: readonly string[] | undefined }[] },
  id: string,
) => entries.some((entry) => entry.id === id || entry.aliases?.includes(id));

/**
 * The estimators to run.
 * @throws InputError where a name is unknown or there twice, an option wrong, or a user's file cannot be loaded
 */
export async function createPortfolio(options: PortfolioOptions, dimensions: number): Promise<PlannedEstimator[]> {
  const choices = options.estimators ?? defaultEstimators(dimensions);
  const portfolio = await Promise.all(choices.map((choice) => plannedEstimator(choice, options)));
  const ids = portfolio.map(({ estimator }) => estimator.id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice < 0) return portfolio;
  throw new InputError({
    argument: ESTIMATOR,
    value: choiceName(choices[twice]),
    problem: 'is there twice',
    remedy: 'name each once',
  });
}

/** An estimator under a name that tells it from another of its kind. */
function named(estimator: Estimator, choice: Choice | FileChoice): Estimator {
  const [id, ...critic] = estimator.id.split('/');
  const options = givenOptions(choice);
  return { ...estimator, id: [options ? `${id}:${options}` : id, ...critic].join('/') };
}

async function plannedEstimator(choice: Choice | FileChoice, options: PortfolioOptions): Promise<PlannedEstimator> {
  const id = typeof choice === 'string' ? choice : String('file' in choice ? choice.file : choice.id);
  if (isFileName(id) || knows(bounds, id)) return neural(choice, options);
  if (knows(baselines, id)) return classical(choice, options.baseUrl);
  const known = [...baselines.entries, ...bounds.entries].flatMap(({ id: name, aliases = [] }) => [name, ...aliases]);
  throw new InputError({
    argument: ESTIMATOR,
    value: id,
    problem: 'is no known bound or baseline',
    remedy: suggestion(id, known),
  });
}

async function neural(
  choice: Choice | FileChoice,
  { critic, optimizer = 'adam', baseUrl }: PortfolioOptions,
): Promise<PlannedEstimator> {
  const bound = await createChoice(kinds.bound, choice, baseUrl, ESTIMATOR);
  const usual = bound.references === 'product' ? 'separable-mlp' : 'joint-mlp';
  const chosen = bound.critic ? undefined : await createChoice(kinds.critic, critic ?? usual, baseUrl, '--critic');
  return {
    id: bound.id,
    estimator: named(
      createNeuralEstimator({
        bound,
        critic: chosen,
        optimizer: await createChoice(kinds.optimizer, optimizer, baseUrl, '--optimizer'),
      }),
      choice,
    ),
    bound,
    ceiling: ({ batchSize, evaluation }) => ceilingOf(bound, batchSize, evaluation),
  };
}

function ceilingOf({ kind, references }: Bound, batchSize: number, evaluation: number): Ceiling | undefined {
  if (references === 'product' && kind === 'lower')
    return { nats: Math.log(batchSize), name: `log b of batches of ${batchSize} rows` };
  if (references === 'pairs' && kind !== 'upper')
    return { nats: Math.log(evaluation), name: `log m of its ${evaluation} evaluation rows` };
  return undefined;
}

async function classical(choice: Choice | FileChoice, baseUrl: string): Promise<PlannedEstimator> {
  const { k, ...resolved } = await resolveChoice(kinds.baseline, choice, baseUrl, ESTIMATOR);
  const isKsg = resolved.id === 'ksg' && typeof k === 'number';
  return {
    id: resolved.id,
    estimator: named(await createChoice(kinds.baseline, choice, baseUrl, ESTIMATOR), choice),
    // A point's counts in X and in Y are at least k - 1 each.
    ceiling: ({ rows }) =>
      isKsg ? { nats: digamma(rows) - digamma(k), name: `psi(n) - psi(k) of ${rows} rows` } : undefined,
  };
}
