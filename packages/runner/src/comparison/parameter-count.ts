import { type JsonObject, keyFromSeed } from '@minebench/core';
import { createChoice, kinds } from '../experiment/choices.ts';
import type { Contestant } from './contestants.ts';

/** The sizes of X and Y. */
export interface Dimensions {
  readonly dimX: number;
  readonly dimY: number;
}

/** Trainable numbers of a neural contestant, its bound's own networks included; `null` for a baseline, which has none. */
export async function parameterCount(
  { chosen }: Pick<Contestant, 'chosen'>,
  { dimX, dimY }: Dimensions,
  baseUrl: string,
): Promise<number | null> {
  if ('baseline' in chosen) return null;
  const { createModel } = await import('@minebench/estimators');
  const bound = await createChoice(kinds.bound, chosen.bound, baseUrl, '--bound');
  const critic = await createCritic(chosen.critic, baseUrl);
  return createModel(critic, bound, dimX, dimY, keyFromSeed(0)).initial.data.length;
}

export const createCritic = async (choice: JsonObject | undefined, baseUrl: string) =>
  choice === undefined ? undefined : createChoice(kinds.critic, choice, baseUrl, '--critic');
