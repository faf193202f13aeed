import type { CellRecord, Claim, ClaimResult, Experiment } from '@minebench/core';
import type { JudgedClaim, ReportCounts } from './report-options.ts';

/**
 * Checks every claim. One that is not meant for the experiment's size is unresolved there; one that holds for the records there are is unresolved as long as
 * planned cells have none: what is missing may say otherwise.
 */
export const judge = (experiment: Experiment, records: readonly CellRecord[], counts: ReportCounts): JudgedClaim[] =>
  experiment.holds.map((claim) => {
    const result = claim.check(records);
    const doubt = doubtOf(claim, result, experiment, counts);
    const judged = { name: claim.name, reason: claim.reason, ...result };
    return doubt === undefined ? judged : { ...judged, verdict: 'unresolved', detail: `${doubt}: ${result.detail}` };
  });

function doubtOf(
  { sizes }: Claim,
  { verdict }: ClaimResult,
  { size = 'reference' }: Experiment,
  { planned, missing }: ReportCounts,
): string | undefined {
  if (sizes && !sizes.includes(size))
    return `judged at the ${sizes.join(' and the ')} size, not at the ${size} one; here`;
  if (missing > 0 && verdict === 'holds') return `${missing} of ${planned} planned cells have no record yet; so far`;
  return undefined;
}
