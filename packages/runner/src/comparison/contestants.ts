import { type Bound, type Choice, combinations, InputError, type JsonObject } from '@minebench/core';
import { createChoice, kinds } from '../experiment/choices.ts';
import { distinctChoices } from '../experiment/distinct-choices.ts';
import type { FileChoice } from '../procedures/estimate/estimate-sweep.ts';

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

/**
 * Every bound with every critic and every optimiser, then the baselines. What is not given is `dv`, `joint-mlp` and `adam`; a bound with a critic of its own
 * stands once for all critics. What all share is left out of their names.
 * @throws InputError for an unknown name or option, one that is there twice, or fewer than two contestants
 */
export async function contestantsOf(given: ContestantChoices, baseUrl: string): Promise<Contestant[]> {
  const neural = given.bounds.length + given.critics.length + given.optimizers.length > 0;
  const named = (kind: keyof typeof kinds, choices: readonly (Choice | FileChoice)[]) =>
    distinctChoices(kind, choices, baseUrl, `--${kind}`);
  const trained = async (kind: 'bound' | 'critic' | 'optimizer', usual: string) => {
    const choices = given[`${kind}s`];
    return neural ? named(kind, choices.length > 0 ? choices : [usual]) : [];
  };
  const bounds = await trained('bound', 'dv');
  const critics = await trained('critic', 'joint-mlp');
  const optimizers = await trained('optimizer', 'adam');
  const baselines = await named('baseline', given.baselines);
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
