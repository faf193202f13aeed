import type { Figure, JsonObject } from '@minebench/core';
import { type GroupSummary, summarize } from '../groups/group-summary.ts';
import { intervalCaveat, intervalNote, leastForIntervalInWords } from '../groups/interval-note.ts';
import { compareValues } from '../groups/replicates.ts';
import { toRows } from '../rows/to-rows.ts';
import { fieldOf, select } from '../rows/where.ts';
import { fieldEquals, fieldName } from '../theme/names.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { type Series, seriesOf } from './series.ts';
import { statusLine } from './status-line.ts';
import { type Measure, type SurfaceCell, surfacePanel, widestInterval } from './surface-panel.ts';

export interface SurfacesOptions extends FigureOptions {
  /** Fields of the two axes; `batchSize` and `referenceSize` where absent. */
  readonly x?: string;
  readonly y?: string;
  /** A field with a row of maps for each of its values; `dimension` where absent. */
  readonly facet?: string;
}

const measures = ['bias', 'spread'] as const;
const measureNames = { bias: 'bias (nats)', spread: 'standard deviation (nats)' } as const;

/** A field in a title, which has a journal's column for its width. */
const shortName = (field: string): string => (field === 'referenceSize' ? "n'" : fieldName(field));

/** Decimals of a tile: standard deviations of hundredths of a nat differ in the third. */
const digits = 3;

/** A rounded number with a proper minus sign, and none before a zero. */
const fixed = (value: number): string =>
  value
    .toFixed(digits)
    .replace(/^-(0\.0+)$/, '$1')
    .replace('-', '−');

/** The same without the zero before its point: two of them are as wide as a tile. */
const short = (value: number): string => fixed(value).replace(/^(−?)0\./, '$1.');

function cellOf(group: GroupSummary, measure: Measure, x: string, y: string): SurfaceCell {
  const row = group.rows[0];
  const [value, interval] =
    measure === 'bias' ? [group.bias, group.biasInterval] : [group.standardDeviation, group.standardDeviationInterval];
  const lost = group.replicates - group.completed;
  const reasons = [...new Set(group.rows.map((item) => item.reason).filter((reason) => reason !== null))];
  const status = lost > 0 ? `${lost}/${group.replicates} ×` : null;
  return {
    x: String(fieldOf(row, x)),
    y: String(fieldOf(row, y)),
    value,
    shown: value === null ? null : Number(value.toFixed(digits)),
    label: value === null ? (status ?? `R = ${group.completed}`) : fixed(value),
    interval: interval === null ? '' : `${short(interval.low)}, ${short(interval.high)}`,
    lost: value === null ? '' : (status ?? ''),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    truth: group.truth,
    replicates: `${group.completed} of ${group.replicates} completed${reasons.length > 0 ? `; ${reasons.join('; ')}` : ''}`,
  };
}

/** Largest magnitude that the colours span: beyond one and a half truths a single divergent cell would wash out the rest. */
function colorLimit(groups: readonly GroupSummary[], pick: (group: GroupSummary) => number | null): number {
  const values = groups.flatMap((group) => pick(group) ?? []).map(Math.abs);
  const truth = Math.max(0.1, ...groups.map((group) => group.truth ?? 0));
  return Math.max(0.01, ...values.filter((value) => value <= 1.5 * truth));
}

/**
 * Bias and standard deviation over two swept parameters (batch size and n'), a row of two heat maps for each value of `facet` (dimension) and each series, with
 * every cell's number and 95% bootstrap interval.
 */
export function surfaces(options: SurfacesOptions): Figure {
  const { x = 'batchSize', y = 'referenceSize', facet = 'dimension' } = options;
  return {
    ...figureHead(options, {
      title: `Bias and spread over ${[x, y].map(shortName).join(' and ')}`,
      caption: `Each tile: the bias (mean over replicates less the truth; blue reads low, orange reads high) or the standard deviation over replicates, in nats, above the ends of its 95% percentile bootstrap interval, which is given from ${leastForIntervalInWords} completed replicates on. ${intervalCaveat} k/m × tells that k of m cells diverged or failed; a grey tile has no number (R = 1: one replicate has no standard deviation). Colours are on one scale for all maps of a kind; values beyond one and a half times the truth take the last colour.`,
      alt: `Heat maps of bias and of standard deviation in nats, with ${fieldName(x)} across and ${fieldName(y)} upwards, one map for each ${fieldName(facet)} and estimator; every tile carries its number and interval.`,
    }),
    draw(records): JsonObject | null {
      const rows = select(toRows(records), options.where).filter(
        (row) => typeof fieldOf(row, x) === 'number' && typeof fieldOf(row, y) === 'number',
      );
      if (rows.length === 0) return null;
      const groups = summarize(rows);
      const series: Series = seriesOf(rows, [x, y, facet]);
      const valuesOf = (field: string) => [...new Set(rows.map((row) => fieldOf(row, field)))].sort(compareValues);
      const facets = valuesOf(facet);
      const domain = { x: valuesOf(x).map(String), y: valuesOf(y).map(String).reverse() };
      const limits = {
        bias: colorLimit(groups, (group) => group.bias),
        spread: colorLimit(groups, (group) => group.standardDeviation),
      };
      const truths = new Set(groups.map(({ truth }) => (truth === null ? '' : fixed(truth))));
      const bands = series.names.flatMap((name) => facets.map((value) => ({ name, value })));
      const tileWidth = (measure: Measure): number =>
        widestInterval(groups.map((group) => cellOf(group, measure, x, y))) + 4;
      const tileWidths = { bias: tileWidth('bias'), spread: tileWidth('spread') };
      const panels = bands.flatMap(({ name, value }, rank) => {
        const members = groups.filter(
          (group) => series.name(group.setting) === name && fieldOf(group.rows[0], facet) === value,
        );
        const truth = members.find((group) => group.truth !== null)?.truth ?? null;
        const known = truth === null || truths.size === 1 ? '' : `, I = ${fixed(truth)}`;
        const cells = measures.map((measure) => members.map((group) => cellOf(group, measure, x, y)));
        return measures.map((measure, column) =>
          surfacePanel(cells[column], {
            measure,
            limit: limits[measure],
            domain,
            tileWidth: tileWidths[measure],
            heading: [
              ...(rank === 0 ? [measureNames[measure], ''] : []),
              column === 0 ? `${name}, ${fieldEquals(facet, value)}${known}` : '',
            ],
            xTitle: rank === bands.length - 1 ? fieldName(x) : null,
            yTitle: column === 0 ? fieldName(y) : null,
          }),
        );
      });
      const [only] = truths;
      const shared = truths.size === 1 && only !== '' ? [`true MI everywhere ${only} nats`] : [];
      return {
        title: {
          text: this.title,
          subtitle: [statusLine(rows), ...shared, ...intervalNote(groups, 'setting')],
        },
        columns: measures.length,
        align: 'each',
        spacing: 10,
        concat: panels,
        resolve: { scale: { color: 'independent' }, legend: { color: 'independent' } },
      };
    },
  };
}
