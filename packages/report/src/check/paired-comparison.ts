/** What one seed gave. */
export interface SeedOutcome {
  /** Estimate less truth, nats; `null` where the cell diverged or failed. */
  readonly error: number | null;
  /** Floating-point operations of its training; `null` where nobody counts them. */
  readonly flop: number | null;
  /** Digest of the result's bytes. */
  readonly digest: string;
}

/** The same seed before and after; `after` is `null` where it has not been run. */
export interface SeedPair {
  readonly before: SeedOutcome;
  readonly after: SeedOutcome | null;
}

/** One estimator on one task, before and after. */
export interface PairedComparison {
  readonly task: string;
  readonly estimator: string;
  /** In the order in which looks take them. */
  readonly pairs: readonly SeedPair[];
}

/** Seeds that gave an estimate both times. */
export function pairedErrors(pairs: readonly SeedPair[]): { before: number[]; after: number[] } {
  const both = pairs.flatMap(({ before, after }) =>
    before.error === null || after === null || after.error === null
      ? []
      : [{ before: before.error, after: after.error }],
  );
  return { before: both.map(({ before }) => before), after: both.map(({ after }) => after) };
}

/** True where all seeds have been run and gave the same bytes. */
export const isIdentical = (pairs: readonly SeedPair[]): boolean =>
  pairs.every(({ before, after }) => after !== null && before.digest === after.digest);
