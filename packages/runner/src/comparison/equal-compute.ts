import { InputError, keyFromSeed, type Protocol } from '@minebench/core';
import { createChoice, kinds } from '../experiment/choices.ts';
import { messageOf } from '../run/message-of.ts';
import type { Contestant } from './contestants.ts';
import { createCritic, type Dimensions } from './parameter-count.ts';

/**
 * Floating-point operations of a training step, counted on a recording of the step that is run, as records have them: what all b^2 pairs cost a critic depends on
 * how it scores them, and parameters alone do not tell. `null` for a baseline, which has no steps.
 * @throws InputError where the step cannot be recorded
 */
export async function flopPerStep(
  { name, chosen }: Contestant,
  { dimX, dimY }: Dimensions,
  batchSize: number,
  baseUrl: string,
): Promise<number | null> {
  if ('baseline' in chosen) return null;
  const { flopOfStep, recordStep } = await import('@minebench/engine');
  const { createModel, createTrainingStep } = await import('@minebench/estimators');
  const bound = await createChoice(kinds.bound, chosen.bound, baseUrl, '--bound');
  const optimizer = await createChoice(kinds.optimizer, chosen.optimizer ?? 'adam', baseUrl, '--optimizer');
  const model = createModel(await createCritic(chosen.critic, baseUrl), bound, dimX, dimY, keyFromSeed(0));
  // One reference a joint pair, as all contestants have them; how they are drawn and from how many rows costs nothing.
  const references = { mode: 'derange', pool: 'batch', size: batchSize } as const;
  const { step, example } = createTrainingStep(model, optimizer, { batchSize, references, poolSize: batchSize });
  try {
    return flopOfStep(recordStep(step, example));
  } catch (error) {
    throw new InputError({
      argument: '--equal',
      value: 'compute',
      problem: `needs the cost of ${name}, whose step cannot be recorded: ${messageOf(error)}`,
      remedy: 'change it, or leave --equal out',
    });
  }
}

/** A protocol with another number of steps and as many looks at the selection part. */
export function withSteps<P extends Partial<Protocol>>(protocol: P, steps: number): P {
  const { steps: before = 5000, selectEvery = 250 } = protocol;
  return { ...protocol, steps, selectEvery: Math.max(1, Math.round((selectEvery * steps) / before)) };
}
