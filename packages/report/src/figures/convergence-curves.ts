import { type Figure, type JsonObject, quantile } from '@minebench/core';
import { compareValues } from '../groups/replicates.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { fieldOf, select } from '../rows/where.ts';
import { estimatorName, panelTitle } from '../theme/names.ts';
import { convergencePanel, type PanelOptions } from './convergence-panel.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { type Frame, frameOf } from './frame.ts';
import { seriesOf } from './series.ts';
import { statusLine } from './status-line.ts';

export interface ConvergenceCurvesOptions extends FigureOptions {
  /** Fields with a column and a row of panels for each of their values; `estimator` and `rho` where absent. */
  readonly column?: string;
  readonly row?: string;
}

/** Points of all curves together: what keeps a figure of many runs under 300 kB. */
const pointBudget = 4500;

type Value = ReturnType<typeof fieldOf>;

const heading = (field: string, value: Value): string =>
  field === 'estimator' ? estimatorName(String(value)) : panelTitle(field, value);

/** Of all columns together with their axes, in pixels. */
const wholeWidth = 400;

/** The vertical frame of panels that share it: their curves but for their first climb (the lowest eighth of the values) and rare peaks, zero, the truth, and every final estimate near them. */
function sharedFrame(rows: readonly EstimateRow[]) {
  const curve = rows.flatMap((row) => [...row.minibatchMean, ...row.selectionNats]).filter((value) => value !== null);
  const truths = rows.flatMap((row) => (row.truth === null ? [] : [row.truth]));
  const estimates = rows.flatMap((row) => (row.nats === null ? [] : [row.nats]));
  const span = Math.max(0, ...truths);
  const typical = (values: readonly number[]): number[] =>
    values.length === 0 ? [] : [quantile(values, 0.125), quantile(values, 0.98)];
  return frameOf([...typical(curve), ...estimates], [0, span], span, true);
}

/**
 * Minibatch estimates and the selection trace against the training step, a panel for each value of `row` and `column`, with the truth, the step
 * whose weights were kept and the final estimate.
 */
export function convergenceCurves(options: ConvergenceCurvesOptions): Figure {
  const { column = 'estimator', row = 'rho' } = options;
  return {
    ...figureHead(options, {
      title: 'Convergence',
      caption:
        'Coloured lines: minibatch estimates, averaged over each selection interval; one line a replicate. Thin grey lines: the bound on the selection part, with a dot at the step whose weights were kept. Open diamonds at the right: the estimate on the evaluation part, with bars of two standard errors. Horizontal line: true mutual information. × on the lower edge: where a cell diverged. A curve that exceeds the frame runs along its edge.',
      alt: 'Grid of line charts: the minibatch estimate of mutual information in nats against the training step for each replicate, approaching the horizontal line of the true value, with the selection trace and the final estimate.',
    }),
    draw(records): JsonObject | null {
      const all = select(toRows(records), options.where).filter((item) => item.kind === 'neural');
      const rows = all.filter((item) => item.minibatchStep.length > 0 || item.selectionStep.length > 0);
      if (rows.length === 0) return null;
      const estimatorNames = new Set(rows.map(({ estimator }) => estimatorName(estimator)));
      const valuesOf = (field: string) => [...new Set(rows.map((item) => fieldOf(item, field)))].sort(compareValues);
      const [columns, bands] = [valuesOf(column), valuesOf(row)];
      const series = seriesOf(rows, [column, row]);
      // a heading that names the estimator is legend enough
      const headed = [column, row].includes('estimator') && series.names.every((name) => estimatorNames.has(name));
      const limit = Math.max(12, Math.min(150, Math.floor(pointBudget / (rows.length * 2))));
      const lastStep = Math.max(1, ...rows.flatMap((item) => [...item.minibatchStep, ...item.selectionStep]));
      const membersOf = (value: Value, band: Value) =>
        rows.filter((item) => fieldOf(item, column) === value && fieldOf(item, row) === band);
      // panels with the same truths have the same frame
      const truthsOf = (members: readonly EstimateRow[]): string =>
        [...new Set(members.map(({ truth }) => truth))].sort(compareValues).join(' ');
      const frames = new Map<string, Frame>();
      const panels = bands.flatMap((band, j) => {
        const alike = new Set(columns.map((value) => truthsOf(membersOf(value, band)))).size === 1;
        const axes = alike ? 1 : columns.length;
        const width = Math.max(84, Math.floor((wholeWidth - 22 - 40 * axes) / columns.length) - 10);
        return columns.map((value, i) => {
          const members = membersOf(value, band);
          const key = truthsOf(members);
          const frame =
            frames.get(key) ?? sharedFrame(rows.filter((item) => key.split(' ').includes(String(item.truth))));
          frames.set(key, frame);
          const panel: PanelOptions = {
            frame,
            lastStep,
            width,
            height: Math.max(92, Math.min(150, Math.floor(width * 0.8))),
            limit,
            heading: j === 0 || bands.length * columns.length === 1 ? heading(column, value) : null,
            yTitle: i === 0 ? [heading(row, band), 'MI (nats)'] : null,
            yLabels: i === 0 || !alike,
            xTitle: j === bands.length - 1 ? 'training step' : null,
          };
          return convergencePanel(
            members,
            headed ? { ...series, color: { ...series.color, legend: null } } : series,
            panel,
          );
        });
      });
      const missing = all.length - rows.length;
      const note = missing > 0 ? [`${missing} cells carry no curves`] : [];
      return {
        title: { text: this.title, subtitle: [statusLine(all), ...note] },
        columns: columns.length,
        concat: panels,
        spacing: 10,
        resolve: { scale: { color: 'shared' } },
      };
    },
  };
}
