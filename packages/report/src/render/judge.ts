import type { CellRecord, Claim, ClaimResult, Experiment } from '@minebench/core';
import type { JudgedClaim, ReportOptions } from './report-options.ts';

/**
 * Checks every claim. One that is not meant for the experiment's size is unresolved there; one that holds for the records there are is unresolved as long as
 * planned cells that it reads have none: what is missing may say otherwise.
 */
export const judge = (
  experiment: Experiment,
  records: readonly CellRecord[],
  given: Pick<ReportOptions, 'counts' | 'lacking'>,
): JudgedClaim[] =>
  experiment.holds.map((claim) => {
    const result = claim.check(records);
    const doubt = doubtOf(claim, result, experiment, given);
    const judged = { name: claim.name, reason: claim.reason, ...result };
    return doubt === undefined ? judged : { ...judged, verdict: 'unresolved', detail: `${doubt}: ${result.detail}` };
  });

function doubtOf(
  claim: Claim,
  { verdict }: ClaimResult,
  { size = 'reference' }: Experiment,
  { counts: { planned, missing }, lacking }: Pick<ReportOptions, 'counts' | 'lacking'>,
): string | undefined {
  const { sizes } = claim;
  if (sizes && !sizes.includes(size))
    return `judged at the ${sizes.join(' and the ')} size, not at the ${size} one; here`;
  const awaited = claim.reads && lacking ? lacking.filter((cell) => claim.reads!(cell)).length : missing;
  if (awaited > 0 && verdict === 'holds') return `${awaited} of ${planned} planned cells have no record yet; so far`;
  return undefined;
}
