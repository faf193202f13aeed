import type { Figure, JsonObject } from '@minebench/core';
import { type GroupSummary, summarize } from '../groups/group-summary.ts';
import { intervalCaveat, intervalNote, leastForIntervalInWords } from '../groups/interval-note.ts';
import { compareValues } from '../groups/replicates.ts';
import { toRows } from '../rows/to-rows.ts';
import { fieldOf, select } from '../rows/where.ts';
import { fieldEquals, fieldName } from '../theme/names.ts';
import type { FigureOptions } from './figure-options.ts';
import { type Series, seriesOf } from './series.ts';
import { statusLine } from './status-line.ts';
import { type Measure, type SurfaceCell, surfacePanel } from './surface-panel.ts';

export interface SurfacesOptions extends FigureOptions {
  /** Fields of the two axes; `batchSize` and `referenceSize` where absent. */
  readonly x?: string;
  readonly y?: string;
  /** A field with a column of maps for each of its values; `dimension` where absent. */
  readonly facet?: string;
}

/** Decimals of a tile: standard deviations of hundredths of a nat differ in the third. */
const digits = 3;

/** A rounded number with a proper minus sign, and none before a zero. */
const fixed = (value: number): string =>
  value
    .toFixed(digits)
    .replace(/^-(0\.0+)$/, '$1')
    .replace('-', '−');

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
    interval: interval === null ? '' : `${fixed(interval.low)} … ${fixed(interval.high)}`,
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
 * Bias and standard deviation over two swept parameters (batch size and n'), a heat map for each value of `facet` (dimension) and each series, with
 * every cell's number and 95% bootstrap interval.
 */
export function surfaces(options: SurfacesOptions): Figure {
  const { x = 'batchSize', y = 'referenceSize', facet = 'dimension' } = options;
  return {
    id: options.id,
    title: options.title ?? `Bias and standard deviation over ${fieldName(x)} and ${fieldName(y)}`,
    caption:
      options.caption ??
      `Each tile: the bias (mean over replicates less the truth; blue reads low, orange reads high) or the standard deviation over replicates, in nats, above its 95% percentile bootstrap interval, which is given from ${leastForIntervalInWords} completed replicates on. ${intervalCaveat} k/m × tells that k of m cells diverged or failed; a grey tile has no number (R = 1: one replicate has no standard deviation). Colours are on one scale for all maps of a kind; values beyond one and a half times the truth take the last colour.`,
    alt:
      options.alt ??
      `Heat maps of bias and of standard deviation in nats, with ${fieldName(x)} across and ${fieldName(y)} upwards, one map for each ${fieldName(facet)} and estimator; every tile carries its number and interval.`,
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
      const panels = series.names.flatMap((name) =>
        (['bias', 'spread'] as const).flatMap((measure) =>
          facets.map((value, index) => {
            const members = groups.filter(
              (group) => series.name(group.setting) === name && fieldOf(group.rows[0], facet) === value,
            );
            const truth = members.find((group) => group.truth !== null)?.truth ?? null;
            const known = truth === null ? '' : `, I = ${fixed(truth)}`;
            const kind = measure === 'bias' ? 'bias' : 'standard deviation';
            return surfacePanel(
              members.map((group) => cellOf(group, measure, x, y)),
              {
                measure,
                limit: limits[measure],
                domain,
                heading: `${name}: ${kind}\n${fieldEquals(facet, value)}${known}`,
                xTitle: fieldName(x),
                yTitle: index === 0 ? fieldName(y) : null,
              },
            );
          }),
        ),
      );
      return {
        title: {
          text: this.title,
          subtitle: [statusLine(rows), ...intervalNote(groups, 'setting')],
        },
        columns: facets.length,
        concat: panels,
        resolve: { scale: { color: 'independent' }, legend: { color: 'independent' } },
      };
    },
  };
}
