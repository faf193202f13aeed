import type { ClaimResult, JsonObject, Verdict } from '@minebench/core';

/** One comparison behind a verdict: a row of the report's table. */
export interface Comparison {
  /** What was compared: the setting's name. */
  readonly subject: string;
  readonly verdict: Verdict;
  /** Numbers and words of the comparison, in the order of the table's columns. */
  readonly numbers: JsonObject;
  /** Why the comparison failed or could not be made, in a few words. */
  readonly why?: string;
}

const listed = (comparisons: readonly Comparison[], most = 3): string => {
  const names = comparisons.slice(0, most).map(({ subject, why }) => (why ? `${subject} (${why})` : subject));
  const rest = comparisons.length - names.length;
  return names.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
};

/**
 * One verdict out of many comparisons: fails where one fails; else unresolved where one is, or where there is none; else holds.
 * @param summary - the sentence with the decisive numbers, said where all comparisons hold
 */
export function conclude(comparisons: readonly Comparison[], summary: string): ClaimResult {
  const rows = comparisons.map(({ subject, verdict, numbers, why }) => ({
    subject,
    verdict,
    ...numbers,
    note: why ?? '',
  }));
  const of = (verdict: Verdict) => comparisons.filter((comparison) => comparison.verdict === verdict);
  const [failing, open] = [of('fails'), of('unresolved')];
  const count = comparisons.length;
  if (count === 0) return { verdict: 'unresolved', detail: 'No record matches: run the experiment first.' };
  if (failing.length > 0)
    return {
      verdict: 'fails',
      detail: `${failing.length} of ${count} comparisons fail: ${listed(failing)}.`,
      comparisons: rows,
    };
  if (open.length > 0)
    return {
      verdict: 'unresolved',
      detail: `${open.length} of ${count} comparisons cannot be made: ${listed(open)}.`,
      comparisons: rows,
    };
  return { verdict: 'holds', detail: summary, comparisons: rows };
}
