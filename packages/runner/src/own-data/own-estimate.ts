import type { Curve, Estimate, EstimateKind, PermutationTest, Reading, SelectionTrace } from '@minebench/core';
import { intervalOf } from './interval.ts';

/** One estimator's answer on the user's data, as `--json` and the report have it. */
export interface OwnEstimate {
  /** `mine/joint-mlp`, `ksg`, with the options that were given: `ksg:k=5`. */
  readonly estimator: string;
  readonly kind: EstimateKind;
  readonly status: Estimate['status'];
  /** Null unless completed. */
  readonly nats: number | null;
  readonly standardError: number | null;
  readonly standardErrorMethod: Reading['standardErrorMethod'] | null;
  /** The 95% interval; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of the permutation test; null without one. */
  readonly pValue: number | null;
  /** Rows that the number is read on. */
  readonly rows: number;
  readonly warnings: readonly string[];
  readonly reason?: string;
  readonly permutationTest?: PermutationTest;
  readonly minibatch?: Curve;
  readonly selection?: SelectionTrace;
  readonly stepsRun?: number;
  readonly parameters?: number;
}

export interface OwnEstimateFacts {
  readonly estimator: string;
  readonly kind: EstimateKind;
  readonly rows: number;
  readonly warnings: readonly string[];
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** An estimate with its interval. */
export function ownEstimate(estimate: Estimate, { warnings, ...facts }: OwnEstimateFacts): OwnEstimate {
  const { status } = estimate;
  const unknown = { nats: null, standardError: null, standardErrorMethod: null, low: null, high: null, pValue: null };
  const history = estimate.status === 'failed' ? {} : curvesOf(estimate);
  if (estimate.status !== 'completed')
    return { ...facts, status, ...unknown, warnings, reason: estimate.reason, ...history };
  const { evaluation, permutationTest, stepsRun, parameters } = estimate;
  return {
    ...facts,
    status,
    nats: evaluation.nats,
    standardError: finiteOrNull(evaluation.standardError),
    standardErrorMethod: evaluation.standardErrorMethod,
    ...intervalOf(evaluation),
    pValue: permutationTest?.pValue ?? null,
    warnings,
    ...(permutationTest ? { permutationTest } : {}),
    ...history,
    ...(stepsRun === undefined ? {} : { stepsRun }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

const curvesOf = ({ minibatch, selection }: Exclude<Estimate, { status: 'failed' }>) => ({
  ...(minibatch ? { minibatch } : {}),
  ...(selection ? { selection } : {}),
});
