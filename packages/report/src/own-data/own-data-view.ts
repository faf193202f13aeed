import type { Curve, EstimateKind, PermutationTest, SelectionTrace } from '@minebench/core';

/** One estimator's answer on a user's data. */
export interface EstimateView {
  /** `mine/joint-mlp`, `ksg`, with the options that were given: `ksg:k=5`. */
  readonly estimator: string;
  readonly kind: EstimateKind;
  readonly status: 'completed' | 'diverged' | 'failed';
  readonly nats: number | null;
  /** The 95% interval; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly pValue: number | null;
  /** Rows that the number is read on. */
  readonly rows: number;
  readonly warnings: readonly string[];
  readonly permutationTest?: PermutationTest;
  readonly minibatch?: Curve;
  readonly selection?: SelectionTrace;
  readonly parameters?: number;
}

/** What the report of a user's data shows: the runner's result, the file's name and the command. */
export interface OwnDataView {
  readonly file: string;
  readonly command: string;
  readonly rows: number;
  readonly namesX: readonly string[];
  readonly namesY: readonly string[];
  readonly seed: number;
  readonly steps: number;
  readonly permutations: number;
  readonly engine: string;
  readonly transform: 'standardised' | 'normal scores';
  readonly parts: { readonly train: number; readonly selection: number; readonly evaluation: number };
  readonly estimates: readonly EstimateView[];
  readonly warnings: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string | null;
}
