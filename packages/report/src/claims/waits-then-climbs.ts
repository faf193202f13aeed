import type { Claim } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { estimatorName } from '../theme/names.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';

export interface WaitsThenClimbsOptions extends ClaimOptions {
  /** Share of the truth below which a run waits, and share that it then reaches; .05 and .8 where absent. */
  readonly low?: number;
  readonly high?: number;
  /** Of the steps until it reaches that: how many it waits at least; a quarter where absent. */
  readonly wait?: number;
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

function compare(row: EstimateRow, { low = 0.05, high = 0.8, wait = 0.25 }: WaitsThenClimbsOptions): Comparison {
  const subject = `${estimatorName(row.estimator)}, seeds ${row.dataSeed}/${row.initSeed}`;
  if (row.truth === null || row.selectionStep.length === 0)
    return { subject, verdict: 'unresolved', numbers: {}, why: row.reason ?? 'the record has no curve' };
  const [waited, arrived] = [reached(row, low * row.truth), reached(row, high * row.truth)];
  const numbers = { 'waits (steps)': waited, 'arrives (step)': arrived };
  if (waited === null || arrived === null)
    return { subject, verdict: 'fails', numbers, why: `never reaches ${waited === null ? low : high} of the truth` };
  if (waited >= wait * arrived) return { subject, verdict: 'holds', numbers };
  const why = `waits ${waited.toFixed(0)} of ${arrived.toFixed(0)} steps`;
  return { subject, verdict: 'fails', numbers, why };
}

/**
 * A plateau before the rise, with no scale of its own: on held-out pairs each run stays below a twentieth of the truth for at least a quarter of the steps that it takes
 * to reach four fifths of it.
 */
export const waitsThenClimbs = (options: WaitsThenClimbsOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const rows = select(toRows(records), options.where).filter((row) => row.kind === 'neural');
    const comparisons = rows.map((row) => compare(row, options));
    const waits = comparisons.map(({ numbers }) => Number(numbers['waits (steps)']));
    return conclude(
      comparisons,
      `All ${comparisons.length} runs wait, for ${Math.min(...waits).toFixed(0)} to ${Math.max(...waits).toFixed(0)} steps, before they climb.`,
    );
  },
});
