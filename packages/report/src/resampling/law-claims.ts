import type { Claim } from '@minebench/core';
import { type ClaimOptions, claimHead } from '../claims/claim-options.ts';
import { type Comparison, conclude } from '../claims/comparison.ts';
import { nats } from '../claims/judged-groups.ts';
import { type LawGroup, lawGroups, lawPlace, ownMean } from './law-rows.ts';

type Options = Omit<ClaimOptions, 'where' | 'replicates'>;

/** Why a group cannot be judged. */
const open = ({ lost, replicates, reason, evaluationReferences }: LawGroup): string | undefined => {
  if (lost > 0) return `${lost} of ${replicates} replicates gave no estimate: ${reason ?? 'no reason given'}`;
  return evaluationReferences >= 100_000 ? undefined : `read on ${evaluationReferences} references, not on 100000`;
};

/**
 * Estimates that were trained on shuffled references and are read on independent draws of the law those have, (1/b) P + (1 - 1/b) Q, do not exceed the divergence C_b of P from
 * it: mean over replicates <= C_b + three standard errors of both.
 */
export const cappedByLaw = (options: Options): Claim => ({
  ...claimHead(options),
  check(records) {
    const comparisons = lawGroups(records)
      .filter(({ mode }) => mode === 'shuffle')
      .map((group): Comparison => {
        const subject = lawPlace(group);
        const [own, why] = [ownMean(group), open(group)];
        if (why !== undefined || own === null || group.cap === null)
          return { subject, verdict: 'unresolved', numbers: {}, why: why ?? 'no reading' };
        const allowance = 3 * Math.hypot(own.standardError, group.cap.standardError);
        const numbers = { cap: group.cap.nats, mean: own.nats, allowance };
        const told = `${nats(own.nats)} against ${nats(group.cap.nats)} + ${nats(allowance)}`;
        return { subject, verdict: own.nats <= group.cap.nats + allowance ? 'holds' : 'fails', numbers, why: told };
      });
    return conclude(
      comparisons,
      `None of ${comparisons.length} means exceeds C_b: ${comparisons.map(({ subject, why }) => `${subject}: ${why}`).join('; ')}.`,
    );
  },
});

/** From an information of `from` nats on, an estimate trained on shifted references reads higher than one trained on shuffled references, each under its own law. */
export const shiftAboveShuffle = (options: Options & { readonly from: number }): Claim => ({
  ...claimHead(options),
  check(records) {
    const groups = lawGroups(records).filter(({ truth }) => truth >= options.from - 1e-9);
    const comparisons = groups
      .filter(({ mode }) => mode === 'shift')
      .map((shift): Comparison => {
        const subject = lawPlace(shift);
        const shuffle = groups.find(
          ({ mode, bound, truth }) => mode === 'shuffle' && bound === shift.bound && truth === shift.truth,
        );
        const [above, below] = [ownMean(shift), shuffle ? ownMean(shuffle) : null];
        const why = open(shift) ?? (shuffle ? open(shuffle) : 'there is no shuffle beside it');
        if (why !== undefined || above === null || below === null)
          return { subject, verdict: 'unresolved', numbers: {}, why: why ?? 'no reading' };
        const numbers = { shift: above.nats, shuffle: below.nats, difference: above.nats - below.nats };
        const told = `${nats(above.nats)} against ${nats(below.nats)}`;
        return { subject, verdict: above.nats > below.nats ? 'holds' : 'fails', numbers, why: told };
      });
    return conclude(
      comparisons,
      `Shift reads above shuffle: ${comparisons.map(({ subject, why }) => `${subject}: ${why}`).join('; ')}.`,
    );
  },
});
