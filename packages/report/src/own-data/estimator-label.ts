import type { EstimateKind } from '@minebench/core';
import { estimatorName } from '../theme/names.ts';

/** The bound or baseline of an estimator: `mine` of `mine:decay=0.9/joint-mlp`. */
export const boundOf = (estimator: string): string => estimator.split(/[:/]/, 1)[0];

/** `MINE, joint-mlp`, `KSG (k=5)`. */
export function estimatorLabel(estimator: string): string {
  const [bound, ...critic] = estimator.split('/');
  const options = bound.slice(boundOf(bound).length + 1);
  return [options ? `${estimatorName(boundOf(bound))} (${options})` : estimatorName(bound), ...critic].join(', ');
}

const kinds: Readonly<Record<EstimateKind, string>> = {
  lower: 'lower bound',
  upper: 'upper bound',
  neither: 'neither bound',
};

export const kindLabel = (kind: EstimateKind): string => kinds[kind];
