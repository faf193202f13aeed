import type { Claim } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { estimatorName, fieldEquals } from '../theme/names.ts';
import { plural } from '../theme/plural.ts';
import { type ClaimOptions, claimHead } from './claim-options.ts';
import { type Comparison, conclude } from './comparison.ts';
import { nats } from './judged-groups.ts';

export interface LowerThanOptions extends ClaimOptions {
  /** Ids of two bounds, read on the same critic and the same evaluation pairs. */
  readonly lower: string;
  readonly upper: string;
  /** Rounding of single precision, nats, for each nat read (at least one); 1e-5 where absent. */
  readonly rounding?: number;
}

/** A bound's value on the record's critic: a readout, or the estimate itself where it is the estimator's own bound. */
function readingOf(row: EstimateRow, id: string): number | null {
  const index = row.readoutIds.indexOf(id);
  if (index >= 0) return row.readoutNats[index];
  return row.estimator === id ? row.nats : null;
}

function compare(row: EstimateRow, options: LowerThanOptions): Comparison {
  const { lower, upper, rounding = 1e-5 } = options;
  const places = ['dimension', 'rho', 'batchSize', 'referenceSize'].filter((field) => row.setting[field] !== undefined);
  const subject = [
    estimatorName(row.estimator),
    ...places.map((field) => fieldEquals(field, row.setting[field])),
    `seeds ${row.dataSeed}/${row.initSeed}`,
  ].join(', ');
  const [below, above] = [readingOf(row, lower), readingOf(row, upper)];
  const numbers = { [lower]: below, [upper]: above };
  if (below === null || above === null) {
    const absent = below === null ? lower : upper;
    return { subject, verdict: 'unresolved', numbers, why: `no reading of ${estimatorName(absent)}` };
  }
  const difference = above - below;
  const slack = rounding * Math.max(1, Math.abs(below), Math.abs(above));
  const all = { ...numbers, difference };
  return difference >= -slack
    ? { subject, verdict: 'holds', numbers: all }
    : { subject, verdict: 'fails', numbers: all, why: `${nats(below)} > ${nats(above)}` };
}

/**
 * One bound never reads above another on the same critic and the same evaluation pairs, record by record. Diverged and failed records have no
 * readings and are left out: they are counted in the detail.
 */
export const lowerThan = (options: LowerThanOptions): Claim => ({
  ...claimHead(options),
  check(records) {
    const rows = select(toRows(records), options.where).filter((row) => row.kind === 'neural');
    const completed = rows.filter((row) => row.status === 'completed');
    const comparisons = completed.map((row) => compare(row, options));
    const differences = comparisons.map(({ numbers }) => Number(numbers.difference));
    const left = rows.length - completed.length;
    const [smallest, largest] = [Math.min(...differences), Math.max(...differences)];
    const lost = left > 0 ? ` Left out: ${plural(left, 'record')} without an estimate.` : '';
    const result = conclude(
      comparisons,
      `${estimatorName(options.lower)} reads below ${estimatorName(options.upper)} in all ${comparisons.length} records, by ${nats(smallest)} to ${nats(largest)} nats.${lost}`,
    );
    return rows.length > 0 && completed.length === 0
      ? { verdict: 'unresolved', detail: `None of ${rows.length} records has an estimate.` }
      : result;
  },
});
