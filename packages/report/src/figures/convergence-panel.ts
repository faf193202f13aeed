import type { JsonObject } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';
import type { Frame } from './frame.ts';
import { edgeMarks, panelHeading } from './lost-marks.ts';
import type { Series } from './series.ts';
import { thinCurve } from './thin-curve.ts';

export interface PanelOptions {
  readonly frame: Frame;
  /** Of all panels of the column. */
  readonly lastStep: number;
  readonly width: number;
  readonly height: number;
  /** Points a curve. */
  readonly limit: number;
  readonly heading: string | null;
  readonly yTitle: readonly string[] | null;
  readonly yLabels: boolean;
  readonly xTitle: string | null;
}

const seeds = (row: EstimateRow): string => `data ${row.dataSeed}, init ${row.initSeed}`;

/** The curve's values within the frame; a value beyond ends on the frame's edge instead of stretching the axis. */
const clipped = (frame: Frame, value: number | null): number | null => (value === null ? null : frame.place(value).at);

/** All replicates of one panel. */
export function convergencePanel(rows: readonly EstimateRow[], series: Series, options: PanelOptions): JsonObject {
  const { frame, lastStep, limit } = options;
  const identity = (row: EstimateRow) => ({
    series: series.name(row.setting),
    run: row.cell.slice(0, 12),
    seeds: seeds(row),
  });
  const minibatch = rows.flatMap((row) => {
    const means = thinCurve({ step: row.minibatchStep, value: row.minibatchMean }, limit);
    return means.map(({ step, value }) => ({
      series: series.name(row.setting),
      run: row.cell.slice(0, 12),
      step,
      nats: clipped(frame, value),
    }));
  });
  const selection = rows.flatMap((row) =>
    thinCurve({ step: row.selectionStep, value: row.selectionNats }, limit).map(({ step, value }) => ({
      ...identity(row),
      step,
      nats: clipped(frame, value),
    })),
  );
  const best = rows.flatMap((row) => {
    const value = row.bestStep === null ? null : row.selectionNats[row.selectionStep.indexOf(row.bestStep)];
    return typeof value === 'number' ? [{ ...identity(row), step: row.bestStep, nats: clipped(frame, value) }] : [];
  });
  const final = rows.flatMap((row) => {
    if (row.nats === null || row.status !== 'completed') return [];
    const margin = 2 * (row.standardError ?? 0);
    return [
      {
        ...identity(row),
        step: 1.05 * lastStep,
        nats: clipped(frame, row.nats),
        low: clipped(frame, row.nats - margin),
        high: clipped(frame, row.nats + margin),
        estimate: row.nats,
      },
    ];
  });
  const lost = rows.flatMap((row) =>
    row.status === 'completed'
      ? []
      : [
          {
            ...identity(row),
            step: Math.min(row.divergedAtStep ?? lastStep, lastStep),
            nats: frame.domain[0],
            label: '×',
            reason: `${row.status}: ${row.reason ?? 'no reason given'}`,
          },
        ],
  );
  const truths = [...new Set(rows.flatMap((row) => (row.truth === null ? [] : [row.truth])))];

  const x: JsonObject = {
    field: 'step',
    type: 'quantitative',
    scale: { domain: [0, 1.1 * lastStep], nice: false },
    axis: {
      title: options.xTitle,
      labels: options.xTitle !== null,
      grid: false,
      tickCount: options.width < 180 ? 2 : 4,
      format: ',d',
    },
  };
  const y: JsonObject = {
    type: 'quantitative',
    scale: frame.scale,
    axis: { title: options.yTitle, tickCount: 4, ...(options.yLabels ? { minExtent: 24 } : { labels: false }) },
  };
  const { color } = series;
  const run = { field: 'run', type: 'nominal' };
  const nats = { field: 'nats', ...y };
  return {
    width: options.width,
    height: options.height,
    layer: [
      {
        data: { values: truths.map((truth) => ({ truth })) },
        mark: { type: 'rule', style: 'truth' },
        encoding: { y: { field: 'truth', ...y } },
      },
      {
        data: { values: minibatch },
        mark: { type: 'line', strokeWidth: 1.3 },
        encoding: { x, y: nats, color, detail: run },
      },
      {
        data: { values: selection },
        mark: { type: 'line', style: 'selection', strokeWidth: 0.8 },
        encoding: { x, y: nats, detail: run },
      },
      { data: { values: best }, mark: { type: 'point', style: 'best', filled: true }, encoding: { x, y: nats } },
      {
        data: { values: final },
        mark: { type: 'rule', strokeWidth: 1.2 },
        encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' }, color },
      },
      {
        data: { values: final },
        mark: { type: 'point', style: 'replicate', shape: 'diamond', size: 34 },
        encoding: {
          x,
          y: nats,
          color,
          tooltip: [
            { field: 'series', title: 'estimator', type: 'nominal' },
            { field: 'seeds', title: 'seeds', type: 'nominal' },
            { field: 'estimate', title: 'estimate (nats)', type: 'quantitative', format: '.4~f' },
          ],
        },
      },
      ...(lost.length === 0
        ? []
        : [
            edgeMarks(
              lost,
              {
                x,
                y: nats,
                tooltip: [
                  { field: 'seeds', type: 'nominal' },
                  { field: 'reason', type: 'nominal' },
                ],
              },
              { baseline: 'bottom', fontSize: 14 },
              color,
            ),
          ]),
      ...(options.heading === null ? [] : [panelHeading(options.heading, options.width)]),
    ],
  };
}
