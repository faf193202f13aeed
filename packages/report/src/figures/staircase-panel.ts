import type { JsonObject } from '@minebench/core';
import type { StaircaseLevel, StaircaseRow } from '../rows/staircase-row.ts';
import { edgeMarks, panelHeading } from './lost-marks.ts';

export interface StaircasePanelOptions {
  /** Nats: what lies beyond runs along the edge. */
  readonly domain: readonly [number, number];
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly heading: string | null;
  readonly yTitle: readonly string[] | null;
  readonly xTitle: string | null;
  /** log b where nothing may read above it. */
  readonly ceiling: number | null;
  /** Last steps of the levels, the same in a column of panels. */
  readonly steps: readonly number[];
}

/** Stretches of the levels at some height, as horizontal segments. */
const segments = (row: StaircaseRow, of: (level: StaircaseLevel) => number | null): JsonObject[] =>
  row.levels.flatMap((level, k) => {
    const nats = of(level);
    return nats === null ? [] : [{ from: k * row.stepsPerLevel, to: (k + 1) * row.stepsPerLevel, nats }];
  });

/** One estimator's minibatches against the step: the window's mean as a line, its smallest and largest as a band, with the truth, and what caps it. */
export function staircasePanel(rows: readonly StaircaseRow[], options: StaircasePanelOptions): JsonObject {
  const { domain, width, color } = options;
  const [low, high] = domain;
  const clip = (value: number): number => Math.min(high, Math.max(low, value));
  const last = Math.max(1, ...options.steps);
  const x: JsonObject = {
    type: 'quantitative',
    scale: { domain: [0, last], nice: false },
    axis: {
      title: options.xTitle,
      grid: true,
      values: [...options.steps],
      format: '~s',
      labelOverlap: 'parity',
      labelSeparation: 4,
      labels: options.xTitle !== null,
    },
  };
  const y: JsonObject = {
    type: 'quantitative',
    scale: { domain: [...domain], nice: false, zero: false },
    axis: {
      title: options.yTitle ? [...options.yTitle] : null,
      tickCount: 4,
      grid: false,
      ...(options.yTitle ? { minExtent: 26 } : { labels: false }),
    },
  };
  const several = rows.length > 1;
  const curve = rows.flatMap((row) =>
    row.curve.map((window) => ({
      ...(several ? { run: `data ${row.dataSeed}, init ${row.initSeed}` } : {}),
      step: window.step,
      mean: clip(window.mean),
      low: clip(window.low),
      high: clip(window.high),
    })),
  );
  const lost = rows.flatMap((row) =>
    row.status === 'completed'
      ? []
      : [{ step: row.divergedAtStep ?? last, nats: low, label: '×', reason: `${row.status}: ${row.reason ?? ''}` }],
  );
  const rules = (values: readonly JsonObject[], mark: JsonObject): JsonObject[] =>
    values.length === 0
      ? []
      : [
          {
            data: { values },
            mark: { type: 'rule', ...mark },
            encoding: { x: { field: 'from', ...x }, x2: { field: 'to' }, y: { field: 'nats', ...y } },
          },
        ];
  const limits = rows.slice(0, 1).flatMap((row) => segments(row, ({ optimum, cap }) => (optimum ?? cap)?.nats ?? null));
  const ceiling = options.ceiling === null ? [] : [{ from: 0, to: last, nats: options.ceiling }];
  const detail: JsonObject = several ? { detail: { field: 'run', type: 'nominal' } } : {};
  return {
    width,
    height: options.height,
    data: { values: curve },
    layer: [
      {
        mark: { type: 'area', color, opacity: 0.28 },
        encoding: { x: { field: 'step', ...x }, y: { field: 'low', ...y }, y2: { field: 'high' }, ...detail },
      },
      {
        mark: { type: 'line', color, strokeWidth: 1.5 },
        encoding: { x: { field: 'step', ...x }, y: { field: 'mean', ...y }, ...detail },
      },
      ...rules(
        rows.slice(0, 1).flatMap((row) => segments(row, ({ truth }) => truth)),
        { style: 'truth' },
      ),
      ...rules(limits, { style: 'limit', strokeDash: [2, 2] }),
      ...rules(ceiling, { style: 'reference', strokeDash: [5, 3] }),
      ...ceiling.map((line) => ({
        data: { values: [{ ...line, label: `log b = ${line.nats.toFixed(2)}` }] },
        mark: { type: 'text', style: 'truthLabel', align: 'left', baseline: 'bottom', dx: 3, dy: -1, fontSize: 10 },
        encoding: { x: { field: 'from', ...x }, y: { field: 'nats', ...y }, text: { field: 'label' } },
      })),
      ...(lost.length === 0
        ? []
        : [
            edgeMarks(
              lost,
              {
                x: { field: 'step', ...x },
                y: { field: 'nats', ...y },
                tooltip: [{ field: 'reason', title: 'no estimate', type: 'nominal' }],
              },
              { baseline: 'bottom', fontSize: 14 },
              { value: color },
            ),
          ]),
      ...(rows.length > 0
        ? []
        : [
            {
              data: { values: [{ at: last / 2, nats: (low + high) / 2 }] },
              mark: { type: 'text', style: 'truthLabel' },
              encoding: { x: { field: 'at', ...x }, y: { field: 'nats', ...y }, text: { value: 'not run' } },
            },
          ]),
      ...(options.heading === null ? [] : [panelHeading(options.heading, width)]),
    ],
  };
}
