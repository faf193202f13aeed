import type { Interval, Verdict } from '@minebench/core';
import type { Where } from '../rows/where.ts';
import type { ConsistencyCheck } from './identities.ts';

export interface ConsistencyOptions {
  /** Which estimates it is about; all of them where absent. */
  readonly where?: Where;
  /** Tolerance in nats; 0.02 where absent. */
  readonly absolute?: number;
  /** Tolerance as a share of what the estimate is compared with; 0.1 where absent. The larger of the two counts. */
  readonly relative?: number;
  /** Coverage of the intervals over seeds; 0.95 where absent. */
  readonly level?: number;
  /** Pairs of replicates that a comparison needs; 3 where absent. */
  readonly replicates?: number;
}

export const consistencyDefaults = { absolute: 0.02, relative: 0.1, level: 0.95, replicates: 3 } as const;

/** One estimator held to one identity. Nats; `null` where no pair of replicates completed. */
export interface ConsistencyMeasurement {
  readonly check: ConsistencyCheck;
  readonly estimator: string;
  /** Id of the bound or baseline: what colours follow. */
  readonly estimatorId: string;
  readonly name: string;
  /** Mean estimate, and mean of what it is compared with: a sum of estimates, 0 for independence. */
  readonly estimate: number | null;
  readonly expected: number | null;
  /** Mean of the paired differences, with Student's interval over seeds. */
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly interval: Interval | null;
  readonly tolerance: number | null;
  /** Pairs of completed replicates; replicates that diverged, failed or lack their counterpart. */
  readonly pairs: number;
  readonly diverged: number;
  readonly failed: number;
  readonly unpaired: number;
  /** The difference of the true values, where they are known: shown, not judged by. */
  readonly trueDifference: number | null;
  readonly verdict: Verdict;
  readonly why: string;
}
