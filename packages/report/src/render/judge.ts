import type { CellRecord, Experiment } from '@minebench/core';
import type { JudgedClaim, ReportCounts } from './report-options.ts';

/**
 * Checks every claim. A claim that holds for the records there are is unresolved as long as planned cells have none: what is missing may say
 * otherwise.
 */
export function judge(experiment: Experiment, records: readonly CellRecord[], counts: ReportCounts): JudgedClaim[] {
  return experiment.holds.map((claim) => {
    const result = claim.check(records);
    const judged = { name: claim.name, reason: claim.reason, ...result };
    if (counts.missing === 0 || result.verdict !== 'holds') return judged;
    const missing = `${counts.missing} of ${counts.planned} planned cells have no record yet`;
    return { ...judged, verdict: 'unresolved', detail: `${missing}; so far: ${result.detail}` };
  });
}
