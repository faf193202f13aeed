import type { Figure, JsonObject } from '@minebench/core';
import { type GroupSummary, summarize } from '../groups/group-summary.ts';
import { intervalCaveat, intervalNote, leastForIntervalInWords } from '../groups/interval-note.ts';
import { compareValues } from '../groups/replicates.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { fieldOf, select } from '../rows/where.ts';
import { axisTitle, fieldEquals } from '../theme/names.ts';
import { dodge } from './dodge.ts';
import type { FigureOptions } from './figure-options.ts';
import { lostMark } from './lost-marks.ts';
import { type Series, seriesOf } from './series.ts';
import { type StatisticPoint, statisticPanel } from './statistic-panel.ts';
import { statusLine } from './status-line.ts';

export interface BiasAndVarianceOptions extends FigureOptions {
  /** The field on the horizontal axis: `rho`, `truth`, `n`, `batchSize`, `referenceSize`, `dimension`; where absent, the first that varies. */
  readonly x?: string;
  /** A field with a column of panels for each of its values; `dimension` where absent and not on the axis. */
  readonly facet?: string;
  /** Draws the variance in nats^2 instead of its square root. */
  readonly variance?: boolean;
}

/** Sizes double from value to value: a logarithmic axis spaces them evenly. */
const logarithmic = new Set(['n', 'batchSize', 'referenceSize']);

const candidates = ['rho', 'batchSize', 'n', 'referenceSize', 'dimension'] as const;

/** The first field that takes more than one value within a panel. */
const defaultAxis = (rows: readonly EstimateRow[], facet: string): string => {
  const varies = (field: string): boolean => {
    const valuesByPanel = new Map<unknown, Set<unknown>>();
    for (const row of rows) {
      const panel = fieldOf(row, facet);
      valuesByPanel.set(panel, (valuesByPanel.get(panel) ?? new Set()).add(fieldOf(row, field)));
    }
    return [...valuesByPanel.values()].some((values) => values.size > 1);
  };
  return candidates.find((field) => field !== facet && varies(field)) ?? 'rho';
};

interface Measured {
  readonly bias: readonly StatisticPoint[];
  readonly spread: readonly StatisticPoint[];
}

function measure(groups: readonly GroupSummary[], x: string, series: Series, variance: boolean): Measured {
  const log = logarithmic.has(x);
  const positionOf = (group: GroupSummary): number => Number(fieldOf(group.rows[0], x));
  const onAxis = (value: number): number => (log ? Math.log2(value) : value);
  const shift = dodge(
    groups.map((group) => onAxis(positionOf(group))),
    series.names.length,
  );
  const power = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : variance ? value * value : value;
  const points = groups.map((group) => {
    const at = onAxis(positionOf(group)) + shift(series.index(group.setting));
    const name = series.name(group.setting);
    const common = {
      series: name,
      position: positionOf(group),
      x: log ? 2 ** at : at,
      completed: group.completed,
      truth: group.truth,
    };
    const lost = lostMark(common.x, 0, name, group.rows);
    return { group, common: { ...common, lost: lost?.label ?? null, reason: lost?.reason ?? null } };
  });
  return {
    bias: points.map(({ group, common }) => ({
      ...common,
      value: group.bias,
      low: group.biasInterval?.low ?? null,
      high: group.biasInterval?.high ?? null,
    })),
    spread: points.map(({ group, common }) => ({
      ...common,
      value: power(group.standardDeviation),
      low: power(group.standardDeviationInterval?.low),
      high: power(group.standardDeviationInterval?.high),
    })),
  };
}

/**
 * Bias above and standard deviation (or variance) below, over replicates, each with its 95% bootstrap interval; one column of panels for each
 * value of `facet`.
 */
export function biasAndVariance(options: BiasAndVarianceOptions): Figure {
  const { variance = false } = options;
  const facet = options.facet ?? (options.x === 'dimension' ? 'rho' : 'dimension');
  const spreadName = variance ? 'variance' : 'standard deviation';
  return {
    id: options.id,
    title: options.title ?? `Bias and ${spreadName} over replicates`,
    caption:
      options.caption ??
      `Above: bias, the mean of the estimates over replicates less the true mutual information. Below: their ${spreadName} over replicates. Bars are 95% percentile bootstrap intervals over the completed replicates, given from ${leastForIntervalInWords} on: fewer only span their range. ${intervalCaveat} × stands on the lower edge for cells that diverged or failed, ▲▼ for values beyond the axis.`,
    alt:
      options.alt ??
      `Two rows of panels: the bias of the estimates in nats about a zero line, and the ${spreadName} over replicates, one colour an estimator, each point with an interval.`,
    draw(records): JsonObject | null {
      const selected = select(toRows(records), options.where);
      const x = options.x ?? defaultAxis(selected, facet);
      const rows = selected.filter((row) => typeof fieldOf(row, x) === 'number');
      if (rows.length === 0) return null;
      const groups = summarize(rows);
      const series = seriesOf(rows, [x, facet]);
      const values = [...new Set(rows.map((row) => fieldOf(row, facet)))].sort(compareValues);
      const columns = values.map((value) => {
        const members = groups.filter((group) => fieldOf(group.rows[0], facet) === value);
        const truths = members.flatMap((group) => (group.truth === null ? [] : [group.truth]));
        return {
          label: fieldEquals(facet, value),
          span: Math.max(0, ...truths),
          ...measure(members, x, series, variance),
        };
      });
      const width = columns.length === 1 ? 320 : Math.max(170, Math.floor(640 / columns.length) - 50);
      const axis = { title: axisTitle(x), logarithmic: logarithmic.has(x), width };
      const panels = [
        ...columns.map((column, index) =>
          statisticPanel(column.bias, series, { ...axis, title: null }, column.span, {
            title: index === 0 ? 'bias (nats)' : null,
            about: 'zero',
            heading: columns.length > 1 ? column.label : null,
          }),
        ),
        ...columns.map((column, index) =>
          statisticPanel(column.spread, series, axis, variance ? column.span ** 2 : column.span, {
            title: index === 0 ? `${spreadName} (nats${variance ? '²' : ''})` : null,
            about: 'floor',
          }),
        ),
      ];
      return {
        title: { text: this.title, subtitle: [statusLine(rows), ...intervalNote(groups, 'point')] },
        columns: columns.length,
        concat: panels,
        resolve: { scale: { color: 'shared', shape: 'shared' } },
      };
    },
  };
}
