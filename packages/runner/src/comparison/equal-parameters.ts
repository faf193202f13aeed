import type { JsonObject } from '@minebench/core';
import type { Contestant } from './contestants.ts';
import { type Dimensions, parameterCount } from './parameter-count.ts';

/** Shares by which two parameter counts may differ and still count as equal. */
const TOLERANCE = 0.05;

/** A contestant with its widths chosen for the parameters of another. */
export interface Matched {
  readonly contestant: Contestant;
  readonly parameters: number | null;
  /** Why it is not within 5%, in words; absent where it is. */
  readonly mismatch?: string;
}

/** Where a contestant's widths stand: in its critic, or in a bound that brings its own. */
const partWithWidths = ({ chosen }: Contestant): 'critic' | 'bound' | undefined => {
  if ('baseline' in chosen) return undefined;
  const part = chosen.critic === undefined ? 'bound' : 'critic';
  return Array.isArray(chosen[part]?.hidden) && chosen[part].hidden.length > 0 ? part : undefined;
};

/** Widths times a factor. Layers of equal width are rounded up one after the other, so that the count grows in small steps. */
const scaledWidths = (hidden: readonly number[], factor: number): number[] =>
  hidden.map((width, layer) => Math.max(1, Math.floor(width * factor + (layer + 0.5) / hidden.length)));

function withWidths(contestant: Contestant, part: 'critic' | 'bound', factor: number): Contestant {
  const chosen = contestant.chosen as Record<'critic' | 'bound', JsonObject>;
  const hidden = scaledWidths(chosen[part].hidden as readonly number[], factor);
  return { ...contestant, chosen: { ...chosen, [part]: { ...chosen[part], hidden } } };
}

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
  const part = partWithWidths(contestant);
  const start = await parameterCount(contestant, dimensions, baseUrl);
  if (start === null) return { contestant, parameters: null };
  let best = { contestant, parameters: start };
  let parameters = start;
  let factor = 1;
  for (let round = 0; part !== undefined && round < 24 && apart(best.parameters, target) > 0.001; round++) {
    factor *= Math.sqrt(target / parameters);
    const candidate = withWidths(contestant, part, factor);
    parameters = await count(candidate);
    if (apart(parameters, target) < apart(best.parameters, target)) best = { contestant: candidate, parameters };
  }
  if (apart(best.parameters, target) <= TOLERANCE) return best;
  const percent = (100 * (best.parameters / target - 1)).toFixed(0);
  const why = part === undefined ? 'has no hidden widths to scale' : 'comes no nearer by its hidden widths';
  return {
    ...best,
    mismatch: `${contestant.name} ${why}: ${best.parameters} parameters against ${target} at ${dimensions.dimX} + ${dimensions.dimY} numbers (${percent.startsWith('-') ? '' : '+'}${percent}%)`,
  };
}
