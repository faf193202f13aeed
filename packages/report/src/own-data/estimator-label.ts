import type { EstimateKind } from '@minebench/core';
import { estimatorName } from '../theme/names.ts';

/** The bound or baseline of an estimator: `mine` of `mine/joint-mlp`. */
export const boundOf = (estimator: string): string => estimator.split('/')[0];

/** `MINE, joint-mlp`. */
export function estimatorLabel(estimator: string): string {
  const [bound, ...critic] = estimator.split('/');
  return [estimatorName(bound), ...critic].join(', ');
}

const kinds: Readonly<Record<EstimateKind, string>> = {
  lower: 'lower bound',
  upper: 'upper bound',
  neither: 'neither bound',
};

export const kindLabel = (kind: EstimateKind): string => kinds[kind];
