import type { GroupSummary } from '../groups/group-summary.ts';
import { intervalCaveat, leastForIntervalInWords } from '../groups/interval-note.ts';
import { interval, number } from './table.ts';

interface Column {
  readonly title: string;
  readonly text: (group: GroupSummary) => string;
}

/** Behind a mean of standard errors. */
export const UNRELIABLE = '*';
export const unreliableNote = 'some are not reliable because one reference weight dominates';

/** Columns of the table of estimates, by id. All numbers are nats. */
export const columns = {
  replicates: { title: 'R', text: (group) => String(group.replicates) },
  diverged: { title: 'diverged', text: (group) => String(group.diverged) },
  failed: { title: 'failed', text: (group) => String(group.failed) },
  truth: { title: 'truth', text: (group) => number(group.truth) },
  mean: { title: 'mean', text: (group) => number(group.mean) },
  bias: { title: 'bias', text: (group) => number(group.bias) },
  biasInterval: { title: 'bias 95%', text: (group) => interval(group.biasInterval) },
  standardDeviation: { title: 'sd', text: (group) => number(group.standardDeviation) },
  standardDeviationInterval: { title: 'sd 95%', text: (group) => interval(group.standardDeviationInterval) },
  rmse: { title: 'RMSE', text: (group) => number(group.rmse) },
  rmseInterval: { title: 'RMSE 95%', text: (group) => interval(group.rmseInterval) },
  meanStandardError: {
    title: 'mean SE',
    text: (group) => number(group.meanStandardError) + (group.unreliable > 0 ? UNRELIABLE : ''),
  },
  minibatchAverage: { title: 'minibatch', text: (group) => number(group.minibatchAverage) },
  maxOverSelection: { title: 'max sel.', text: (group) => number(group.maxOverSelection) },
} satisfies Readonly<Record<string, Column>>;

export type ColumnId = keyof typeof columns;

export const allColumns = Object.keys(columns) as ColumnId[];

/** What fits a terminal. */
export const shortColumns: readonly ColumnId[] = [
  'replicates',
  'diverged',
  'failed',
  'truth',
  'mean',
  'bias',
  'biasInterval',
  'standardDeviation',
  'meanStandardError',
];

/** What the titles stand for, for the foot of a full table. */
export const legend = `R replicates (records that differ in their seeds only), of which so many diverged or failed; mean, bias, sd and RMSE are over the completed ones, with 95% percentile bootstrap intervals (— below ${leastForIntervalInWords} completed replicates, which say too little of their spread). ${intervalCaveat} mean SE: mean of the estimates’ own standard errors (${UNRELIABLE} where ${unreliableNote}). minibatch: mean minibatch estimate of the last interval; max sel.: largest value on the selection part; both are optimistic and shown for comparison only. All in nats.`;
