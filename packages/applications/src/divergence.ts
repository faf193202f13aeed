import type { NamedArrays } from '@minebench/core';

/** What ended a training, and the step, from 1, where it appeared. */
export interface Divergence {
  readonly reason: string;
  readonly step: number;
}

/**
 * The first step of a stretch with an output that is not finite.
 * @param what - the outputs by name, in words; of several at the same step the first here is named
 * @param outputs - of the stretch, one number a step
 * @param before - steps before it
 */
export function brokenOutput<Name extends string>(
  what: Readonly<Record<Name, string>>,
  outputs: Readonly<Record<Name, ArrayLike<number>>>,
  before: number,
): Divergence | undefined {
  const names = Object.keys(what) as Name[];
  const steps = outputs[names[0]].length;
  for (let k = 0; k < steps; k++) {
    const broken = names.find((name) => !Number.isFinite(outputs[name][k]));
    if (broken) return { reason: `${what[broken]} is not finite`, step: before + k + 1 };
  }
  return undefined;
}

/** A state after a step that is not finite: its outputs were, and the next ones would not be. */
export function brokenState(state: NamedArrays, step: number): Divergence | undefined {
  const broken = Object.keys(state).find((name) => !state[name].data.every(Number.isFinite));
  return broken === undefined ? undefined : { reason: `${broken} is not finite`, step };
}
