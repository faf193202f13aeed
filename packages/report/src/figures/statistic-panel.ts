import type { JsonObject } from '@minebench/core';
import { errorFrame, type Frame, frameOf } from './frame.ts';
import { lineNames, pixelsAlong } from './line-names.ts';
import { edgeMarks, panelHeading } from './lost-marks.ts';
import type { Series } from './series.ts';

/** A statistic of one group of replicates. */
export interface StatisticPoint {
  readonly [key: string]: string | number | null;
  readonly series: string;
  /** Where it belongs on the horizontal axis, and where it is drawn so that series do not hide each other. */
  readonly position: number;
  readonly x: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly completed: number;
  /** A cross where cells gave no estimate. */
  readonly lost: string | null;
}

const present = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

const tooltip: JsonObject[] = [
  { field: 'series', title: 'estimator', type: 'nominal' },
  { field: 'position', title: 'at', type: 'quantitative' },
  { field: 'value', title: 'value (nats)', type: 'quantitative', format: '.4~f' },
  { field: 'low', title: '95% low', type: 'quantitative', format: '.4~f' },
  { field: 'high', title: '95% high', type: 'quantitative', format: '.4~f' },
  { field: 'truth', title: 'true MI (nats)', type: 'quantitative', format: '.4~f' },
  { field: 'completed', title: 'completed replicates', type: 'quantitative' },
];

export interface HorizontalAxis {
  readonly title: string | null;
  readonly logarithmic: boolean;
  /** Of the panel, in pixels. */
  readonly width: number;
  readonly height: number;
}

function horizontal(points: readonly StatisticPoint[], axis: HorizontalAxis): JsonObject {
  const positions = [...new Set(points.map((point) => point.position))].sort((a, b) => a - b);
  const [low, high] = [positions[0], positions[positions.length - 1]];
  // marks are shifted off their position, far where it has no neighbour
  const shift = (measure: (value: number) => number): number =>
    1.6 * Math.max(0, ...points.map((point) => Math.abs(measure(point.x) - measure(point.position))));
  const pad = Math.max(
    0.07 * (high - low),
    0.02 * Math.abs(high),
    0.01,
    shift((value) => value),
  );
  const factor = Math.max(1.25, 2 ** shift(Math.log2));
  const common = { title: axis.title, grid: false };
  return axis.logarithmic
    ? {
        type: 'quantitative',
        scale: { type: 'log', base: 2, domain: [low / factor, high * factor], nice: false },
        axis: { ...common, values: positions, format: 'd', labelOverlap: 'greedy' },
      }
    : {
        type: 'quantitative',
        scale: { domain: [low - pad, high + pad], nice: false },
        axis: {
          ...common,
          ...(positions.length <= 6 ? { values: positions, format: '.4~g' } : { tickCount: axis.width < 300 ? 5 : 10 }),
        },
      };
}

/** One panel of points with intervals. About zero there is a zero line and the axis may be a symmetric logarithm; a floor starts at zero. */
export function statisticPanel(
  points: readonly StatisticPoint[],
  series: Series,
  axis: HorizontalAxis,
  span: number,
  y: {
    readonly title: string | null;
    readonly about: 'zero' | 'floor';
    readonly heading?: string | null;
    /** Whether its lines have their names beside them. */
    readonly named?: boolean;
  },
): JsonObject {
  const values = present(points.flatMap((point) => [point.value, point.low, point.high]));
  const marginal = points.some((point) => point.lost !== null);
  const frame: Frame = y.about === 'zero' ? errorFrame(values, span, marginal) : frameOf(values, [0], span, marginal);
  const xDef = horizontal(points, axis);
  const yDef: JsonObject = {
    type: 'quantitative',
    scale: frame.scale,
    axis: {
      title: y.title,
      minExtent: 34,
      ...(frame.ticks ? { values: [...frame.ticks], format: '.4~g' } : { tickCount: 5 }),
    },
  };
  const clip = (value: number): number => frame.place(value).at;
  const inside = points.filter((point) => point.value !== null && frame.place(point.value).beyond === null);
  const intervals = points.flatMap((point) =>
    point.low === null || point.high === null
      ? []
      : [{ ...point, shownLow: clip(point.low), shownHigh: clip(point.high) }],
  );
  const beyond = points.flatMap((point) => {
    if (point.value === null) return [];
    const placed = frame.place(point.value);
    return placed.beyond === null ? [] : [{ ...point, at: placed.at, label: placed.beyond === 'above' ? '▲' : '▼' }];
  });
  const lost = points.flatMap((point) =>
    point.lost === null ? [] : [{ ...point, at: frame.domain[0], label: point.lost }],
  );
  const { color, shape } = series;
  const x = { field: 'x', ...xDef };
  const across = pixelsAlong(xDef.scale as JsonObject, axis.width);
  const { height } = axis;
  const up = pixelsAlong(frame.scale, height);
  const ends = series.names.flatMap((name) => {
    const own = inside.filter((point) => point.series === name).sort((a, b) => a.position - b.position);
    const end = own.at(-1);
    if (end === undefined) return [];
    return [{ name, x: across(end.x), y: height - up(end.value ?? 0), look: series.look(name) }];
  });
  return {
    width: axis.width,
    height,
    layer: [
      ...(y.about === 'zero'
        ? [
            {
              data: { values: [{ zero: 0 }] },
              mark: { type: 'rule', style: 'zero' },
              encoding: { y: { field: 'zero', ...yDef } },
            },
          ]
        : []),
      {
        data: { values: inside },
        mark: { type: 'line', strokeWidth: 0.9, opacity: 0.6 },
        encoding: { x, y: { field: 'value', ...yDef }, color },
      },
      {
        data: { values: intervals },
        mark: { type: 'rule', strokeWidth: 1.5 },
        encoding: { x, y: { field: 'shownLow', ...yDef }, y2: { field: 'shownHigh' }, color },
      },
      {
        data: { values: inside },
        mark: { type: 'point', style: 'mean', filled: true },
        encoding: { x, y: { field: 'value', ...yDef }, color, shape, tooltip },
      },
      ...[
        { marks: beyond.filter((mark) => mark.label === '▲'), baseline: 'top', fontSize: 11 },
        {
          marks: beyond.filter((mark) => mark.label === '▼'),
          baseline: 'bottom',
          fontSize: 11,
          dy: lost.length > 0 ? -12 : 0,
        },
        { marks: lost, baseline: 'bottom', fontSize: 14 },
      ]
        .filter(({ marks }) => marks.length > 0)
        .map(({ marks, ...look }) =>
          edgeMarks(
            marks,
            {
              x,
              y: { field: 'at', ...yDef },
              tooltip: [...tooltip, { field: 'reason', title: 'no estimate', type: 'nominal' }],
            },
            look,
            color,
          ),
        ),
      ...(y.named ? lineNames(ends, axis.width) : []),
      ...(typeof y.heading === 'string' ? [panelHeading(y.heading, axis.width)] : []),
    ],
  };
}
