import type { NamedArrays } from '@minebench/core';
import type { GanOutput } from './gan-step.ts';

const WHAT: Readonly<Record<GanOutput, string>> = {
  information: 'the bound on the mutual information',
  discriminator: "the discriminator's objective",
  generator: "the generator's objective",
  clip: 'the norm of a gradient of the generator',
  spread: "the generator's output",
};

export interface GanDivergence {
  readonly reason: string;
  readonly step: number;
}

/**
 * What ended a stretch of alternations: a number that is not finite, or a generator that has collapsed, which is one whose points are no further from their mean than
 * those of a single mode are.
 * @param outputs - of the stretch, one number an alternation
 * @param state - after it
 * @param before - alternations before it
 * @param spread - standard deviation of a mode, in each direction
 * @returns undefined where nothing did
 */
export function divergenceOf(
  outputs: Readonly<Record<GanOutput, readonly number[]>>,
  state: NamedArrays,
  before: number,
  spread: number,
): GanDivergence | undefined {
  const steps = outputs.spread.length;
  const names = Object.keys(WHAT) as GanOutput[];
  for (let k = 0; k < steps; k++) {
    const step = before + k + 1;
    const broken = names.find((name) => !Number.isFinite(outputs[name][k]));
    if (broken) return { reason: `${WHAT[broken]} is not finite`, step };
    if (outputs.spread[k] < spread * Math.SQRT2)
      return { reason: 'the generator has collapsed: its points spread no further than those of one mode', step };
  }
  const frozen = Object.keys(state).find((name) => !state[name].data.every(Number.isFinite));
  return frozen === undefined ? undefined : { reason: `${frozen} is not finite`, step: before + steps };
}
