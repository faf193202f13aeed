import type { Claim } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { estimatorName } from '../theme/names.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';

export interface WaitsThenClimbsOptions extends ClaimOptions {
  /** Shares of the truth between which the curve climbs; a fifth and four fifths where absent. */
  readonly low?: number;
  readonly high?: number;
}

/** The first step at which the held-out curve reaches a value, between two looks in proportion; null where it never does. */
function reached(row: EstimateRow, value: number): number | null {
  const at = row.selectionNats.findIndex((nats) => nats !== null && nats >= value);
  if (at < 0) return null;
  const [before, after] = [row.selectionNats[at - 1], row.selectionNats[at]];
  if (at === 0 || before == null || after === null) return row.selectionStep[at];
  const share = (value - before) / (after - before);
  return row.selectionStep[at - 1] + share * (row.selectionStep[at] - row.selectionStep[at - 1]);
}

function compare(row: EstimateRow, { low = 0.2, high = 0.8 }: WaitsThenClimbsOptions): Comparison {
  const subject = `${estimatorName(row.estimator)}, seeds ${row.dataSeed}/${row.initSeed}`;
  if (row.truth === null || row.selectionStep.length === 0)
    return { subject, verdict: 'unresolved', numbers: {}, why: row.reason ?? 'the record has no curve' };
  const [start, end] = [reached(row, low * row.truth), reached(row, high * row.truth)];
  const numbers = { 'reaches low at step': start, 'reaches high at step': end };
  if (start === null || end === null)
    return { subject, verdict: 'fails', numbers, why: `never reaches ${start === null ? low : high} of the truth` };
  const climb = end - start;
  if (start >= climb) return { subject, verdict: 'holds', numbers };
  return {
    subject,
    verdict: 'fails',
    numbers,
    why: `waits ${start.toFixed(0)} steps and climbs for ${climb.toFixed(0)}`,
  };
}

/**
 * A plateau before the rise, with no scale of its own: on held-out pairs each run waits below a fifth of the truth for at least as long as it then takes to climb to
 * four fifths of it.
 */
export const waitsThenClimbs = (options: WaitsThenClimbsOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const rows = select(toRows(records), options.where).filter((row) => row.kind === 'neural');
    const comparisons = rows.map((row) => compare(row, options));
    const waits = comparisons.map(({ numbers }) => Number(numbers['reaches low at step']));
    return conclude(
      comparisons,
      `All ${comparisons.length} runs wait, for ${Math.min(...waits).toFixed(0)} to ${Math.max(...waits).toFixed(0)} steps, before they climb in less time than that.`,
    );
  },
});
