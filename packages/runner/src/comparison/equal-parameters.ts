import { canonicalJson } from '@minebench/core';
import type { Contestant } from './contestants.ts';
import { type Dimensions, parameterCount } from './parameter-count.ts';
import { scaledWidths } from './scaled-widths.ts';

/** Shares by which two parameter counts may differ and still count as equal. */
const TOLERANCE = 0.05;

/** A contestant with its widths chosen for the parameters of another. */
export interface Matched {
  readonly contestant: Contestant;
  readonly parameters: number | null;
  /** Why it is not within 5%, in words; absent where it is. */
  readonly mismatch?: string;
}

/** Widths of the critic and of the bound's own networks times a factor. */
function withWidths(contestant: Contestant, factor: number): Contestant {
  const { chosen } = contestant;
  if ('baseline' in chosen) return contestant;
  const { bound, critic } = chosen;
  const scaled = {
    bound: scaledWidths(bound, factor),
    ...(critic === undefined ? {} : { critic: scaledWidths(critic, factor) }),
  };
  return { ...contestant, chosen: { ...chosen, ...scaled } };
}

/** Any width but 0 is another twice as wide. */
const hasWidths = (contestant: Contestant): boolean =>
  canonicalJson(withWidths(contestant, 2).chosen) !== canonicalJson(contestant.chosen);

const apart = (count: number, target: number): number => Math.abs(count - target) / target;

/**
 * Scales the hidden widths of a contestant until it has the target's number of parameters, at tasks of these dimensions. The count grows no faster than the square of
 * the factor, so that steps by the root of what is lacking approach the target from one side: no network on the way is larger than both. One that cannot come within 5% is taken as near as it comes, and told of.
 */
export async function matchParameters(
  contestant: Contestant,
  target: number,
  dimensions: Dimensions,
  baseUrl: string,
): Promise<Matched> {
  const count = async (candidate: Contestant) => (await parameterCount(candidate, dimensions, baseUrl)) ?? 0;
  const scalable = hasWidths(contestant);
  const start = await parameterCount(contestant, dimensions, baseUrl);
  if (start === null) return { contestant, parameters: null };
  let best = { contestant, parameters: start };
  let parameters = start;
  let factor = 1;
  for (let round = 0; scalable && round < 24 && apart(best.parameters, target) > 0.001; round++) {
    factor *= Math.sqrt(target / parameters);
    const candidate = withWidths(contestant, factor);
    parameters = await count(candidate);
    if (apart(parameters, target) < apart(best.parameters, target)) best = { contestant: candidate, parameters };
  }
  if (apart(best.parameters, target) <= TOLERANCE) return best;
  const percent = (100 * (best.parameters / target - 1)).toFixed(0);
  const why = scalable ? 'comes no nearer by its hidden widths' : 'has no hidden widths to scale';
  return {
    ...best,
    mismatch: `${contestant.name} ${why}: ${best.parameters} parameters against ${target} at ${dimensions.dimX} + ${dimensions.dimY} numbers (${percent.startsWith('-') ? '' : '+'}${percent}%)`,
  };
}
