import type { Comparison } from './comparison.ts';
import { counts, type JudgedGroup, notComparable } from './judged-groups.ts';

/**
 * Judges the mean of a setting against its truth, where there are both: unresolved for want of records or of a truth, failed where a replicate
 * diverged, as `judge` says otherwise.
 */
export function againstTruth(
  group: JudgedGroup,
  replicates: number,
  judge: (mean: number, truth: number) => Comparison,
): Comparison {
  const { subject, mean, truth, diverged } = group;
  const numbers = { truth, mean, ...counts(group) };
  const open = notComparable(group, replicates);
  if (open !== undefined || truth === null)
    return { subject, verdict: 'unresolved', numbers, why: open ?? 'the truth is not known' };
  if (diverged.length === 0 && mean !== null) return judge(mean, truth);
  const reason = diverged[0]?.reason;
  const lost = `${diverged.length} of ${group.rows.length} replicates diverged`;
  return { subject, verdict: 'fails', numbers, why: reason ? `${lost}: ${reason}` : lost };
}
