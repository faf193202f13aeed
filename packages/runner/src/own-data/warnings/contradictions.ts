import type { EstimateKind } from '@minebench/core';

/** An estimate's interval, with what it claims to be. */
export interface Claimed {
  readonly estimator: string;
  readonly kind: EstimateKind;
  readonly low: number | null;
  readonly high: number | null;
}

/** Lower bounds whose whole interval lies above that of an upper bound: one of the two does not hold what it claims. */
export function contradictions(estimates: readonly Claimed[]): string[] {
  const known = estimates.filter(({ low, high }) => low !== null && high !== null);
  const uppers = known.filter(({ kind }) => kind === 'upper');
  return known
    .filter(({ kind }) => kind === 'lower')
    .flatMap((lower) =>
      uppers
        .filter((upper) => lower.low! > upper.high!)
        .map(
          (upper) =>
            `${lower.estimator}, a lower bound, lies above ${upper.estimator}, an upper bound (${lower.low!.toFixed(2)} > ${upper.high!.toFixed(2)}): believe neither; an upper bound with a learnt density holds only where that density fits`,
        ),
    );
}
