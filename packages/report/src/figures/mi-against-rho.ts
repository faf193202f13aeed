import type { Figure, JsonObject } from '@minebench/core';
import { type GroupSummary, summarize } from '../groups/group-summary.ts';
import { intervalCaveat, intervalNote, leastForIntervalInWords } from '../groups/interval-note.ts';
import { compareValues } from '../groups/replicates.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { fieldOf, select } from '../rows/where.ts';
import { fieldEquals } from '../theme/names.ts';
import { dodge } from './dodge.ts';
import { errorPanel } from './error-panel.ts';
import { estimatePanel } from './estimate-panel.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { errorFrame, frameOf } from './frame.ts';
import { lostMark } from './lost-marks.ts';
import { type ErrorPoint, type PanelData, xDomain } from './mi-panel.ts';
import { type Series, seriesOf } from './series.ts';
import { statusLine } from './status-line.ts';
import { type Tolerance, toleranceBand } from './tolerance-band.ts';
import { knownTruths, truthCurve } from './truth-curve.ts';

export interface MiAgainstRhoOptions extends FigureOptions {
  /** A field with a column of panels for each of its values; `dimension` where absent. */
  readonly facet?: string;
  /** Draws the band |error| <= max(absolute, relative * truth), nats. */
  readonly tolerance?: Tolerance;
}

interface Column {
  readonly label: string;
  readonly data: PanelData;
}

function column(
  label: string,
  groups: readonly GroupSummary[],
  series: Series,
  tolerance: Tolerance | undefined,
): Column {
  const rows = groups.flatMap((group) => group.rows);
  const rhoOf = (row: EstimateRow): number => row.rho ?? 0;
  const truth = knownTruths(rows);
  const span = Math.max(0, ...truth.map(({ nats }) => nats));
  const completed = rows.filter((row) => row.nats !== null && row.status === 'completed');
  const estimates = frameOf(
    completed.map((row) => row.nats ?? 0),
    [0, span],
    span,
    completed.length < rows.length,
  );
  const errors = errorFrame(
    completed.flatMap((row) => (row.error === null ? [] : [row.error])),
    span,
    completed.length < rows.length,
  );
  const shift = dodge(rows.map(rhoOf), series.names.length);

  const points: ErrorPoint[] = completed.map((row) => ({
    series: series.name(row.setting),
    rho: rhoOf(row),
    x: rhoOf(row) + shift(series.index(row.setting)),
    nats: row.nats ?? 0,
    error: row.error,
    standardError: row.standardError,
    seeds: `data ${row.dataSeed}, init ${row.initSeed}`,
  }));
  const means = groups.map((group) => ({
    series: series.name(group.setting),
    rho: rhoOf(group.rows[0]),
    x: rhoOf(group.rows[0]) + shift(series.index(group.setting)),
    mean: group.mean,
    low: group.meanInterval?.low ?? null,
    high: group.meanInterval?.high ?? null,
    bias: group.bias,
    biasLow: group.biasInterval?.low ?? null,
    biasHigh: group.biasInterval?.high ?? null,
    replicates: group.completed,
  }));
  const lost = groups.flatMap((group) => {
    const x = rhoOf(group.rows[0]) + shift(series.index(group.setting));
    return lostMark(x, 0, series.name(group.setting), group.rows) ?? [];
  });
  const rhos = rows.map(rhoOf);
  const band = tolerance === undefined ? [] : toleranceBand(truth, xDomain({ rhos }), tolerance);
  return { label, data: { rhos, truth, curve: truthCurve(rows), points, means, lost, band, estimates, errors } };
}

/** Where the truth's line is not the truth between the settings, the figure says so. */
const truthNote = (columns: readonly Column[]): string[] =>
  columns.some(({ data }) => data.curve?.kind === 'segments')
    ? ['truth known at the black ticks only: dashed segments join them']
    : [];

/**
 * Estimates against correlation: above, every replicate and the mean with its interval beside the truth; below, the same as errors.
 * One column of panels for each value of `facet`.
 */
export function miAgainstRho(options: MiAgainstRhoOptions): Figure {
  const { facet = 'dimension', tolerance } = options;
  return {
    ...figureHead(options, {
      title: 'Mutual information against correlation',
      caption: `Above: estimates on the evaluation part, and the true mutual information: black ticks where it was swept, between them the grey curve −(d/2) log(1 − ρ²) where the task is a correlated Gaussian (dashed segments elsewhere). Small open marks are replicates; straight segments join their means and estimate nothing between the settings. Below: the same as errors, estimate less truth, with the means as filled marks${tolerance ? `; the grey band is max(${tolerance.absolute} nats, ${100 * tolerance.relative}% of the truth), in steps, one a setting` : ''}. There the marks are shifted sideways a little so that they do not hide each other. Vertical bars are 95% percentile bootstrap intervals of the means, given from ${leastForIntervalInWords} completed replicates on: fewer only span their range. ${intervalCaveat} In both, × stands on the lower edge for cells that diverged or failed, ▲▼ for values beyond the axis.`,
      alt: 'Line chart of estimated mutual information in nats against the correlation rho, one line an estimator, with the true value as black ticks on a grey curve; below it the errors of the same estimates about zero.',
    }),
    draw(records): JsonObject | null {
      const rows = select(toRows(records), options.where).filter((row) => row.rho !== null);
      if (rows.length === 0) return null;
      const groups = summarize(rows);
      const values = [...new Set(rows.map((row) => fieldOf(row, facet)))].sort(compareValues);
      const series = seriesOf(rows, ['rho', facet], values.length === 1);
      const columns = values.map((value) =>
        column(
          fieldEquals(facet, value),
          groups.filter((group) => fieldOf(group.rows[0], facet) === value),
          series,
          tolerance,
        ),
      );
      const width = columns.length === 1 ? 290 : Math.max(200, Math.floor(620 / columns.length) - 50);
      const offScale = columns.reduce(
        (total, { data }) =>
          total + data.points.filter((point) => data.estimates.place(point.nats).beyond !== null).length,
        0,
      );
      return {
        title: {
          text: this.title,
          subtitle: [statusLine(rows, offScale), ...truthNote(columns), ...intervalNote(groups, 'point')],
        },
        columns: columns.length,
        concat: [
          ...columns.map(({ label, data }, index) =>
            estimatePanel(data, series, width, { text: columns.length > 1 ? label : null, axis: index === 0 }),
          ),
          ...columns.map(({ data }, index) => errorPanel(data, series, width, index === 0)),
        ],
        resolve: { scale: { color: 'shared', shape: 'shared' } },
      };
    },
  };
}
