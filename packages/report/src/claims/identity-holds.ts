import type { Claim } from '@minebench/core';
import { objectiveForms } from '../figures/objective-forms.ts';
import { type OracleRow, toOracleRows } from '../rows/oracle-row.ts';
import { fieldEquals } from '../theme/names.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { nats } from './judged-groups.ts';

export interface IdentityHoldsOptions extends Pick<ClaimOptions, 'name' | 'reason' | 'sizes'> {
  /** Offsets of objectives from the truth, nats, by the ids of the oracle's values; the exact ones where absent: dv 0, nwj 0, forgottenLog -1, shiftedLog +1. */
  readonly offsets?: Readonly<Record<string, number>>;
  /** Allowance for sampling; 3 where absent. */
  readonly standardErrors?: number;
  /** Largest magnitude of every number in `identityGap`, which an exact identity makes zero on each sample; 1e-10 where absent. */
  readonly gap?: number;
}

const defaultOffsets: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(objectiveForms)
    .filter(([id]) => id !== 'mine-f')
    .map(([id, form]) => [id, form.offset]),
);

const placeOf = (row: OracleRow): string =>
  [
    ...['dimension', 'rho'].flatMap((field) =>
      row.setting[field] === undefined ? [] : [fieldEquals(field, row.setting[field])],
    ),
    `seed ${row.dataSeed}`,
  ].join(', ');

function compareValue(row: OracleRow, id: string, offset: number, standardErrors: number): Comparison {
  const subject = `${id}, ${placeOf(row)}`;
  const value = row.values.find((item) => item.id === id);
  if (row.truth === null || value?.nats == null || value.standardError === null)
    return { subject, verdict: 'unresolved', numbers: {}, why: row.reason ?? 'the record has no such value' };
  const expected = row.truth + offset;
  const difference = value.nats - expected;
  const allowance = standardErrors * value.standardError;
  const numbers = { expected, value: value.nats, difference, allowance };
  return Math.abs(difference) <= allowance
    ? { subject, verdict: 'holds', numbers }
    : { subject, verdict: 'fails', numbers, why: `off by ${nats(difference)}, allowed ${nats(allowance)}` };
}

function compareGaps(row: OracleRow, most: number): Comparison[] {
  const gaps = Object.entries(row.gaps);
  if (gaps.length === 0)
    return [
      { subject: `identity gap, ${placeOf(row)}`, verdict: 'unresolved', numbers: {}, why: 'the record has none' },
    ];
  return gaps.map(([name, value]) => {
    const subject = `identity gap of ${name}, ${placeOf(row)}`;
    const numbers = { expected: 0, value, difference: value, allowance: most };
    return value !== null && Math.abs(value) <= most
      ? { subject, verdict: 'holds', numbers }
      : { subject, verdict: 'fails', numbers, why: `${value} is not within ${most} of zero` };
  });
}

/**
 * What each objective reads at the optimal critic: the truth plus its exact offset, within `standardErrors` standard errors, in every `oracle`
 * record; and every identity gap (`DV - NWJ - (u - 1 - log u)`) within rounding of zero.
 */
export const identityHolds = (options: IdentityHoldsOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const { offsets = defaultOffsets, standardErrors = 3, gap = 1e-10 } = options;
    const comparisons = toOracleRows(records).flatMap((row) => [
      ...Object.entries(offsets).map(([id, offset]) => compareValue(row, id, offset, standardErrors)),
      ...compareGaps(row, gap),
    ]);
    const values = comparisons.filter(({ numbers }) => numbers.allowance !== gap);
    const worst = Math.max(
      0,
      ...values.map(({ numbers }) => Math.abs(Number(numbers.difference)) / Number(numbers.allowance)),
    );
    const gaps = comparisons.filter(({ numbers }) => numbers.allowance === gap);
    const largest = Math.max(0, ...gaps.map(({ numbers }) => Math.abs(Number(numbers.difference))));
    return conclude(
      comparisons,
      `All ${values.length} values are within ${standardErrors} standard errors of their identities (the largest difference is ${(worst * standardErrors).toFixed(2)} standard errors); the largest identity gap is ${largest.toExponential(1)}, allowed ${gap.toExponential(0)}.`,
    );
  },
});
