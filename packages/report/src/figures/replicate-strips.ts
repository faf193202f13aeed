import type { Figure, JsonObject } from '@minebench/core';
import { type GroupSummary, summarize } from '../groups/group-summary.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { estimatorName } from '../theme/names.ts';
import { appearances } from '../theme/palette.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { frameOf } from './frame.ts';
import { edgeMarks, panelHeading } from './lost-marks.ts';
import { statusLine } from './status-line.ts';

export interface ReplicateStripsOptions extends FigureOptions {
  /** What a strip is called after its estimator, as in `on 100,000 fresh pairs`. */
  readonly labelOf?: (row: EstimateRow) => string;
  /** What a panel is called; replicates of one name share a panel and its truth. The task where absent. */
  readonly panelOf?: (row: EstimateRow) => string;
}

const strip = (row: EstimateRow, labelOf: (row: EstimateRow) => string): string => {
  const label = labelOf(row);
  return label === '' ? estimatorName(row.estimator) : `${estimatorName(row.estimator)}, ${label}`;
};

function panel(groups: readonly GroupSummary[], heading: string, labelOf: (row: EstimateRow) => string): JsonObject {
  const rows = groups.flatMap((group) => group.rows);
  const truths = [...new Set(rows.flatMap((row) => row.truth ?? []))];
  const top = Math.max(0, ...truths);
  const values = rows.flatMap((row) =>
    row.status === 'completed' && row.nats !== null
      ? [row.nats, row.nats - (row.standardError ?? 0), row.nats + (row.standardError ?? 0)]
      : [],
  );
  const frame = frameOf(
    values,
    truths.length > 0 ? truths : [0],
    top,
    rows.some((row) => row.status !== 'completed'),
  );
  const clip = (value: number): number => frame.place(value).at;
  const names = [...new Set(groups.map((group) => strip(group.rows[0], labelOf)))];
  const looks = appearances(rows.map((row) => row.estimator));
  const places = new Map(names.map((name) => [name, 0]));
  const points = groups.flatMap((group) =>
    group.rows.flatMap((row) => {
      const name = strip(row, labelOf);
      const index = places.get(name) ?? 0;
      places.set(name, index + 1);
      if (row.status !== 'completed' || row.nats === null) return [];
      const error = row.standardError ?? 0;
      return [
        {
          strip: name,
          // replicates lie one below the other within their strip
          offset: -0.32 + (0.64 * index) / Math.max(1, group.rows.length - 1),
          nats: clip(row.nats),
          low: clip(row.nats - error),
          high: clip(row.nats + error),
          color: looks.get(row.estimator)?.color ?? '#7F7F7F',
          estimate: row.nats,
          error,
          seeds: `data ${row.dataSeed}, init ${row.initSeed}`,
        },
      ];
    }),
  );
  const means = groups.flatMap((group) =>
    group.mean === null ? [] : [{ strip: strip(group.rows[0], labelOf), nats: clip(group.mean), mean: group.mean }],
  );
  const lost = groups.flatMap((group) => {
    const count = group.rows.length - group.completed;
    return count === 0 ? [] : [{ strip: strip(group.rows[0], labelOf), nats: frame.domain[0], label: `${count}×` }];
  });
  const x: JsonObject = {
    type: 'quantitative',
    scale: frame.scale,
    axis: { title: 'mutual information (nats)', grid: true, tickCount: 5 },
  };
  const y: JsonObject = {
    field: 'strip',
    type: 'nominal',
    sort: null,
    scale: { domain: names },
    axis: { title: null, labelLimit: 190, grid: false, ticks: false, domain: false },
  };
  const offset = { field: 'offset', type: 'quantitative', scale: { domain: [-0.5, 0.5] } };
  const color = { field: 'color', type: 'nominal', scale: null };
  const width = 210;
  return {
    width,
    height: { step: 46 },
    layer: [
      {
        data: { values: truths.map((truth) => ({ truth })) },
        mark: { type: 'rule', style: 'truth' },
        encoding: { x: { field: 'truth', ...x } },
      },
      {
        data: { values: points },
        mark: { type: 'rule', strokeWidth: 1 },
        encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, yOffset: offset, color },
      },
      {
        data: { values: points },
        mark: { type: 'point', style: 'replicate', size: 14 },
        encoding: {
          x: { field: 'nats', ...x },
          y,
          yOffset: offset,
          color,
          tooltip: [
            { field: 'strip', title: 'estimator', type: 'nominal' },
            { field: 'estimate', title: 'estimate (nats)', type: 'quantitative', format: '.4~f' },
            { field: 'error', title: 'standard error (nats)', type: 'quantitative', format: '.4~f' },
            { field: 'seeds', title: 'seeds', type: 'nominal' },
          ],
        },
      },
      {
        data: { values: means },
        mark: { type: 'tick', style: 'truthMark', orient: 'vertical', size: 38, thickness: 2.2 },
        encoding: {
          x: { field: 'nats', ...x },
          y,
          tooltip: [{ field: 'mean', title: 'mean (nats)', type: 'quantitative', format: '.4~f' }],
        },
      },
      ...(lost.length === 0
        ? []
        : [edgeMarks(lost, { x: { field: 'nats', ...x }, y }, { align: 'left', fontSize: 12 }, { value: '#7F7F7F' })]),
      panelHeading(heading, width),
    ],
  };
}

/** Every replicate with its standard error on a strip of its estimator, beside the truth: what one run reads, and how far runs differ. */
export function replicateStrips(options: ReplicateStripsOptions): Figure {
  const { labelOf = () => '', panelOf = (row: EstimateRow) => row.task } = options;
  return {
    ...figureHead(options, {
      title: 'Estimates of single runs',
      caption:
        'Open marks: estimates of single runs, with bars of one standard error. Upright ticks: their means. Vertical line: the true mutual information. k× at the left edge: k runs have no estimate.',
      alt: 'Dot plot: estimates of mutual information in nats of single runs with their standard errors, a strip an estimator and way of evaluating, about a vertical line of the truth.',
    }),
    draw(records): JsonObject | null {
      const rows = select(toRows(records), options.where);
      if (rows.length === 0) return null;
      const names = [...new Set(rows.map(panelOf))];
      const panels = names
        .sort()
        .map((name) => panel(summarize(rows.filter((row) => panelOf(row) === name)), name, labelOf));
      return {
        title: { text: this.title, subtitle: [statusLine(rows)] },
        columns: 1,
        concat: panels,
        spacing: 26,
      };
    },
  };
}
