import type { Claim } from '@minebench/core';
import { claimHead } from '../claim-options.ts';
import { type Comparison, conclude } from '../comparison.ts';
import { nats } from '../judged-groups.ts';
import { atLevel, namedStaircases, type StaircaseClaimOptions, whyMissing } from './staircase-claim.ts';

export interface PlateauOptions extends StaircaseClaimOptions {
  /** Allowance for the noise of both numbers; 3 where absent. */
  readonly standardErrors?: number;
}

/**
 * A level's plateau lies no higher than the same bound at the optimal critic: InfoNCE of b pairs is largest there in expectation. Both are means over fresh
 * minibatches; the allowance is k standard errors of their difference.
 */
export const plateauNotAboveOptimum = (options: PlateauOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const { standardErrors = 3 } = options;
    const comparisons = namedStaircases(records, options.where).flatMap(({ row, subject }): Comparison[] => {
      if (row.levels.length === 0) return [{ subject, verdict: 'unresolved', numbers: {}, why: whyMissing(row) }];
      return row.levels.map((level, k) => {
        const { truth, plateau, optimum } = level;
        const at = atLevel(subject, level, k);
        if (plateau === null || optimum === null)
          return { subject: at, verdict: 'unresolved', numbers: { truth }, why: whyMissing(row) };
        const excess = plateau.nats - optimum.nats;
        const allowance = standardErrors * Math.hypot(plateau.standardError, optimum.standardError);
        const numbers = { truth, plateau: plateau.nats, optimum: optimum.nats, excess, allowance };
        if (excess <= allowance) return { subject: at, verdict: 'holds', numbers };
        const why = `${nats(plateau.nats)} against ${nats(optimum.nats)} + ${nats(allowance)}`;
        return { subject: at, verdict: 'fails', numbers, why };
      });
    });
    const closest = comparisons.reduce(
      (worst, item) => (Number(item.numbers.excess) > Number(worst.numbers.excess) ? item : worst),
      comparisons[0],
    );
    return conclude(
      comparisons,
      `All ${comparisons.length} plateaus lie at or below the optimal critic's mean, within ${standardErrors} standard errors; the closest is ${closest?.subject}: ${nats(Number(closest?.numbers.plateau))} against ${nats(Number(closest?.numbers.optimum))} + ${nats(Number(closest?.numbers.allowance))} nats.`,
    );
  },
});
