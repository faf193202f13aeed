import {
  type Choice,
  type CompletedEstimate,
  type EstimateOptions,
  type Key,
  keyFromSeed,
  type Pairs,
  type Split,
} from '@minebench/core';
import { baselines } from '../../src/baselines/index.ts';

/** A fixed training sample; the other parts hold the same pairs, for tests that do not look at them. */
export const sampleSplit = (pairs: Pairs): Split => ({
  train: { kind: 'sample', pairs },
  selection: pairs,
  evaluation: pairs,
});

/** Options of training, which no baseline may look at; there are no permutations. */
export const untouchable = new Proxy({} as EstimateOptions, {
  get: (_, name) => {
    if (name === 'permutations') return undefined;
    throw new Error(`a baseline read options.${String(name)}`);
  },
});

export async function estimateBaseline(
  choice: Choice,
  split: Split,
  key: Key = keyFromSeed(0),
): Promise<CompletedEstimate> {
  const estimate = await baselines.create(choice).estimate(split, untouchable, key);
  if (estimate.status !== 'completed')
    throw new Error(`expected a completed estimate, got ${JSON.stringify(estimate)}`);
  return estimate;
}
