import type { Bound, Critic, ReferenceScheme } from '@minebench/core';

/**
 * How a step's rows lie in its inputs. `pairs`: b joint rows, then n' reference rows, gathered together. `matrix`: b rows, whose [b, b] matrix of
 * scores has the reference pairs as entries. `batch`: b rows alone, for bounds on the whole matrix or on joint pairs only.
 */
export type BatchLayout = 'pairs' | 'matrix' | 'batch';

export interface BatchShape {
  readonly batchSize: number;
  readonly references: ReferenceScheme;
}

/** All pairs of a batch are taken out of its matrix where the critic has that at the cost of the batch's points. */
export function batchLayout(bound: Bound, critic: Critic, { batchSize, references }: BatchShape): BatchLayout {
  if (bound.references === 'product' || bound.references === 'none') return 'batch';
  const allPairs =
    references.mode === 'product' && references.pool === 'batch' && references.size >= batchSize * (batchSize - 1);
  return allPairs && critic.scoreProduct && !bound.own ? 'matrix' : 'pairs';
}

/** Rows of x, and of y, that a step gathers from the pool. */
export const gatheredRows = (layout: BatchLayout, { batchSize, references }: BatchShape): number =>
  layout === 'pairs' ? batchSize + references.size : batchSize;

/** Random numbers that the critic takes in a step. */
export function noisePerStep(bound: Bound, critic: Critic, shape: BatchShape): number {
  if (!critic.noiseSize) return 0;
  const layout = batchLayout(bound, critic, shape);
  const pairByPair = bound.references === 'product' && !critic.scoreProduct;
  return critic.noiseSize(pairByPair ? shape.batchSize ** 2 : gatheredRows(layout, shape));
}
