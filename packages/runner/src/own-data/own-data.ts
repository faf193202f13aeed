import type { ReadOwnOptions } from './own-columns.ts';
import type { OwnEstimate } from './own-estimate.ts';
import type { PortfolioOptions } from './portfolio.ts';
import type { PartSizes } from './split-rows.ts';
import type { ColumnTransform } from './transform-column.ts';

/** What the estimation of a user's file tells while it runs. */
export type OwnDataEvent =
  | { readonly event: 'read'; readonly rows: number; readonly dimX: number; readonly dimY: number }
  | { readonly event: 'started'; readonly estimator: string; readonly index: number; readonly of: number }
  | { readonly event: 'steps'; readonly estimator: string; readonly done: number; readonly steps: number }
  | { readonly event: 'finished'; readonly estimate: OwnEstimate };

export interface OwnDataOptions extends ReadOwnOptions, PortfolioOptions {
  /** Decides the split, the order of training and initial weights. */
  readonly seed: number;
  /** Most training steps of a neural estimator. */
  readonly steps: number;
  /** Of the test of independence; 0 for none. */
  readonly permutations: number;
  readonly engine: string;
  /** Normal scores in place of standardised columns. */
  readonly rank?: boolean;
  onEvent?(event: OwnDataEvent): void;
}

/** What is known of the mutual information of a user's columns. */
export interface OwnDataResult {
  readonly rows: number;
  readonly namesX: readonly string[];
  readonly namesY: readonly string[];
  readonly dimX: number;
  readonly dimY: number;
  readonly seed: number;
  readonly steps: number;
  readonly permutations: number;
  readonly engine: string;
  readonly transform: ColumnTransform;
  readonly parts: PartSizes;
  readonly estimates: readonly OwnEstimate[];
  /** Of the table, and of the estimates together. */
  readonly warnings: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string | null;
}
