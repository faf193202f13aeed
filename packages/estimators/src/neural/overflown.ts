import type { NamedArrays } from '@minebench/core';
import { BOUND } from './ascent.ts';

/** The weights or the optimiser's slot that holds a number that is not finite: with an infinite slot Adam stands still while estimates stay finite. */
export const overflown = (state: NamedArrays): string | undefined =>
  Object.keys(state)
    .filter((name) => !name.startsWith(BOUND))
    .find((name) => !state[name].data.every(Number.isFinite));
