import {
  type Bound,
  type Critic,
  foldIn,
  InputError,
  type Key,
  type NdArray,
  namesWithin,
  type Params,
  prefixNames,
} from '@minebench/core';
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
    ...prefixNames(CRITIC, requireParameters(critic, critic.init(foldIn(key, 'critic'), dimX, dimY))),
    ...prefixNames(AUX, bound.init?.(foldIn(key, 'bound'), dimX, dimY) ?? {}),
  }));
  return { critic, bound, dimX, dimY, layout, initial: flat };
}

export const criticParams = (params: Params): Params => namesWithin(CRITIC, params);
export const boundParams = (params: Params): Params => namesWithin(AUX, params);
