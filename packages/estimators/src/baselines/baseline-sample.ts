import type { Pairs, Split } from '@minebench/core';

/**
 * The points a baseline sees. It selects nothing, so it takes what a neural estimator trains on and leaves selection and evaluation alone: equal data
 * on both sides. Where training draws afresh for every batch there is no such sample; the first `maxPoints` rows of the evaluation part stand in.
 */
export function baselineSample({ train, evaluation }: Split, maxPoints: number): Pairs {
  if (train.kind === 'sample') return train.pairs;
  const { dimX, dimY, x, y } = evaluation;
  const count = Math.min(evaluation.count, maxPoints);
  return { count, dimX, dimY, x: x.subarray(0, count * dimX), y: y.subarray(0, count * dimY) };
}
