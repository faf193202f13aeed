import type { Bound, Split } from '@minebench/core';
import { type BatchShape, batchLayout, noisePerStep } from './batch-layout.ts';
import type { BatchPlan } from './batches.ts';
import type { Model } from './model.ts';

/** Most numbers that one call's inputs may hold, so that memory stays flat; a call's overhead is far below its steps' time at this size. */
const NUMBERS_PER_CALL = 2 ** 22;

/**
 * How a model's batches are made of a training part, and how many of them one call takes.
 * @param mostSteps - that a call may take
 */
export function planBatches(
  { bound, critic, dimX, dimY }: Model,
  split: Pick<Split, 'train' | 'independent'>,
  { batchSize, references }: BatchShape,
  mostSteps: number,
): BatchPlan {
  const shape = { batchSize, references };
  const layout = batchLayout(bound, critic, shape);
  const noise = noisePerStep(bound, critic, shape);
  const independent = layout === 'pairs' && references.mode === 'fresh' ? drawsOf(split, bound) : undefined;
  const drawn = (split.train.kind === 'fresh' ? batchSize : 0) + (independent ? references.size : 0);
  const numbersPerStep = 2 * (batchSize + references.size) + drawn * (dimX + dimY) + noise;
  const stepsPerCall = Math.max(1, Math.min(mostSteps, Math.floor(NUMBERS_PER_CALL / numbersPerStep)));
  return { ...shape, layout, stepsPerCall, noise, independent };
}

/** Draws from both marginals belong to a task that has a sampler, and would tell a fixed sample more than it knows; uniform ones tell nothing. */
const drawsOf = ({ train, independent }: Pick<Split, 'train' | 'independent'>, bound: Bound): Split['independent'] =>
  train.kind === 'fresh' || bound.references === 'uniform' ? independent : undefined;
