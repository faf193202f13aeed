import type { Protocol } from '@minebench/core';
import { createChoice, kinds } from '../experiment/choices.ts';
import type { Contestant } from './contestants.ts';
import { createCritic, type Dimensions, parameterCount } from './parameter-count.ts';

/** How many rows a step passes through the networks. */
async function rowsPerStep({ chosen, references }: Contestant, batchSize: number, baseUrl: string): Promise<number> {
  // Training references are as many as joint pairs.
  if (references === 'pairs' || references === 'uniform') return 2 * batchSize;
  if (references === 'none' || !('bound' in chosen)) return batchSize;
  const { critic: own } = await createChoice(kinds.bound, chosen.bound, baseUrl, '--bound');
  const critic = own ?? (await createCritic(chosen.critic, baseUrl));
  return critic?.scoreProduct ? batchSize : batchSize ** 2;
}

/**
 * Floating-point operations of a training step, planned: 6 x parameters x rows, a multiplication and an addition for each weight, and twice that for the
 * gradient. `null` for a baseline, which has no steps.
 */
export async function plannedFlopPerStep(
  contestant: Contestant,
  dimensions: Dimensions,
  batchSize: number,
  baseUrl: string,
): Promise<number | null> {
  const parameters = await parameterCount(contestant, dimensions, baseUrl);
  return parameters === null ? null : 6 * parameters * (await rowsPerStep(contestant, batchSize, baseUrl));
}

/** A protocol with another number of steps and as many looks at the selection part. */
export function withSteps<P extends Partial<Protocol>>(protocol: P, steps: number): P {
  const { steps: before = 5000, selectEvery = 250 } = protocol;
  return { ...protocol, steps, selectEvery: Math.max(1, Math.round((selectEvery * steps) / before)) };
}
