import { type Bound, type Choice, canonicalJson, combinations, InputError, type JsonObject } from '@minebench/core';
import { createChoice, type Kind, kinds, resolveChoice } from '../experiment/choices.ts';
import type { FileChoice } from '../procedures/estimate/estimate-sweep.ts';
import { choiceName } from './choice-name.ts';

/** What estimates: chosen as in an experiment's sweep. */
export interface ContestantChoices {
  readonly bounds: readonly (Choice | FileChoice)[];
  readonly critics: readonly (Choice | FileChoice)[];
  readonly optimizers: readonly (Choice | FileChoice)[];
  readonly baselines: readonly (Choice | FileChoice)[];
}

/** One of those that are compared. */
export interface Contestant {
  readonly name: string;
  /** The fields of a sweep that choose it, every default filled in. */
  readonly chosen:
    | { readonly bound: JsonObject; readonly critic?: JsonObject; readonly optimizer?: JsonObject }
    | { readonly baseline: JsonObject };
  /** Of a neural one: which references its bound takes. */
  readonly references?: Bound['references'];
}

interface Named {
  readonly name: string;
  readonly choice: JsonObject;
}

const resolveAll = (
  kind: Kind<unknown>,
  choices: readonly (Choice | FileChoice)[],
  argument: string,
  baseUrl: string,
): Promise<Named[]> =>
  Promise.all(
    choices.map(async (choice) => ({
      name: choiceName(choice),
      choice: (await resolveChoice(kind, choice, baseUrl, argument)) as JsonObject,
    })),
  );

/** @throws InputError where two are the same, whatever they were called */
function requireDistinct(named: readonly Named[], argument: string): void {
  const texts = named.map(({ choice }) => canonicalJson(choice));
  const repeated = texts.findIndex((text, index) => texts.indexOf(text) !== index);
  if (repeated < 0) return;
  throw new InputError({
    argument,
    value: named[repeated].name,
    problem: `is there twice, the other time as ${named[texts.indexOf(texts[repeated])].name}`,
    remedy: 'name each once',
  });
}

/**
 * Every bound with every critic and every optimiser, then the baselines. What is not given is `dv`, `joint-mlp` and `adam`; a bound with a critic of its own
 * stands once for all critics. What all share is left out of their names.
 * @throws InputError for an unknown name or option, one that is there twice, or fewer than two contestants
 */
export async function contestantsOf(given: ContestantChoices, baseUrl: string): Promise<Contestant[]> {
  const neural = given.bounds.length + given.critics.length + given.optimizers.length > 0;
  const named = async (kind: Kind<unknown>, choices: readonly (Choice | FileChoice)[], argument: string) => {
    const resolved = await resolveAll(kind, choices, argument, baseUrl);
    requireDistinct(resolved, argument);
    return resolved;
  };
  const trained = (kind: Kind<unknown>, choices: readonly (Choice | FileChoice)[], usual: string, argument: string) =>
    neural ? named(kind, choices.length > 0 ? choices : [usual], argument) : [];
  const bounds = await trained(kinds.bound, given.bounds, 'dv', '--bound');
  const critics = await trained(kinds.critic, given.critics, 'joint-mlp', '--critic');
  const optimizers = await trained(kinds.optimizer, given.optimizers, 'adam', '--optimizer');
  const baselines = await named(kinds.baseline, given.baselines, '--baseline');
  const contestants: Contestant[] = [];
  for (const [bound, critic, optimizer] of combinations(bounds, critics, optimizers)) {
    const { critic: own, references } = await createChoice(kinds.bound, bound.choice, baseUrl, '--bound');
    if (own && critic !== critics[0]) continue;
    const parts = [
      ...(bounds.length > 1 || own ? [bound.name] : []),
      ...(!own && (critics.length > 1 || bounds.length * optimizers.length === 1) ? [critic.name] : []),
      ...(optimizers.length > 1 ? [optimizer.name] : []),
    ];
    const chosen = {
      bound: bound.choice,
      ...(own ? {} : { critic: critic.choice }),
      optimizer: optimizer.choice,
    };
    contestants.push({ name: parts.join(' + '), chosen, references });
  }
  for (const { name, choice } of baselines) contestants.push({ name, chosen: { baseline: choice } });
  if (contestants.length >= 2) return contestants;
  throw new InputError({
    argument: '--critic, --bound and --baseline',
    problem: contestants.length === 0 ? 'name nothing to compare' : `name one contestant only, ${contestants[0].name}`,
    remedy: 'give at least two, as in --critic joint-mlp --critic separable-mlp',
  });
}
