import { type Bound, type Critic, foldIn, InputError, type Key, type NdArray, type Params } from '@minebench/core';
import { initialParameters, type ParameterLayout } from './parameter-layout.ts';
import { requireParameters } from './require-parameters.ts';

/** A critic with its bound's own networks, and where their parameters lie in one vector. */
export interface Model {
  readonly critic: Critic;
  readonly bound: Bound;
  readonly dimX: number;
  readonly dimY: number;
  readonly layout: ParameterLayout;
  readonly initial: NdArray;
}

const CRITIC = 'critic.';
const AUX = 'aux.';

const prefixed = (prefix: string, params: Params): Params =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [prefix + name, value]));

const unprefixed = (prefix: string, params: Params): Params =>
  Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

/**
 * The critic that trains with a bound: the bound's own where it has one.
 * @throws InputError where there is neither
 */
export function criticOf(bound: Bound, critic: Critic | undefined): Critic {
  const chosen = bound.critic ?? critic;
  if (chosen) return chosen;
  throw new InputError({
    argument: 'critic',
    problem: `is missing, and the bound ${bound.id} has none of its own`,
    remedy: 'give a critic',
  });
}

/** @throws InputError where neither the bound nor the caller has a critic */
export function createModel(chosen: Critic | undefined, bound: Bound, dimX: number, dimY: number, key: Key): Model {
  const critic = criticOf(bound, chosen);
  const { layout, flat } = initialParameters(() => ({
    ...prefixed(CRITIC, requireParameters(critic, critic.init(foldIn(key, 'critic'), dimX, dimY))),
    ...prefixed(AUX, bound.init?.(foldIn(key, 'bound'), dimX, dimY) ?? {}),
  }));
  return { critic, bound, dimX, dimY, layout, initial: flat };
}

export const criticParams = (params: Params): Params => unprefixed(CRITIC, params);
export const boundParams = (params: Params): Params => unprefixed(AUX, params);
