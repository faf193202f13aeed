import type { NamedArrays } from '@minebench/core';
import { brokenOutput, brokenState, type Divergence } from '../divergence.ts';
import type { GanOutput } from './gan-step.ts';

const WHAT: Readonly<Record<GanOutput, string>> = {
  information: 'the bound on the mutual information',
  discriminator: "the discriminator's objective",
  generator: "the generator's objective",
  clip: 'the norm of a gradient of the generator',
  spread: "the generator's output",
};

const COLLAPSED = 'the generator has collapsed: its points spread no further than those of one mode';

/**
 * What ended a stretch of alternations: a number that is not finite, or a generator that has collapsed: its points are no further from their mean than a normal distribution's with
 * the standard deviation of a mode.
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
): Divergence | undefined {
  const broken = brokenOutput(WHAT, outputs, before);
  const collapsed = outputs.spread.findIndex((value) => value < spread * Math.SQRT2);
  if (collapsed >= 0 && !(broken && broken.step <= before + collapsed + 1))
    return { reason: COLLAPSED, step: before + collapsed + 1 };
  return broken ?? brokenState(state, before + outputs.spread.length);
}
