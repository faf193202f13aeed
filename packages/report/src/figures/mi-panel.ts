import type { JsonObject } from '@minebench/core';
import type { Frame } from './frame.ts';
import { edgeMarks, type LostMark } from './lost-marks.ts';
import type { Series } from './series.ts';
import type { BandCorner } from './tolerance-band.ts';
import type { TruthCurve, TruthPoint } from './truth-curve.ts';

export interface ErrorPoint {
  readonly [key: string]: string | number | null;
  readonly series: string;
  readonly rho: number;
  /** `rho`, shifted so that series do not hide each other. */
  readonly x: number;
  readonly nats: number;
  readonly error: number | null;
}

/** What a column of `miAgainstRho` shows. */
export interface PanelData {
  readonly rhos: readonly number[];
  /** What records state, and what may be drawn between. */
  readonly truth: readonly TruthPoint[];
  readonly curve: TruthCurve | null;
  readonly points: readonly ErrorPoint[];
  readonly means: readonly JsonObject[];
  readonly lost: readonly LostMark[];
  readonly band: readonly BandCorner[];
  readonly estimates: Frame;
  readonly errors: Frame;
}

const number = (field: string, title: string): JsonObject => ({ field, title, type: 'quantitative', format: '.4~f' });

export const pointTooltip: JsonObject[] = [
  { field: 'series', title: 'estimator', type: 'nominal' },
  { field: 'rho', title: 'ρ', type: 'quantitative' },
  number('nats', 'estimate (nats)'),
  number('error', 'estimate − truth (nats)'),
  number('standardError', 'standard error (nats)'),
  { field: 'seeds', title: 'seeds', type: 'nominal' },
];

export const meanTooltip: JsonObject[] = [
  { field: 'series', title: 'estimator', type: 'nominal' },
  { field: 'rho', title: 'ρ', type: 'quantitative' },
  number('mean', 'mean (nats)'),
  number('bias', 'bias (nats)'),
  number('biasLow', 'bias, 95% low'),
  number('biasHigh', 'bias, 95% high'),
  { field: 'replicates', title: 'completed replicates', type: 'quantitative' },
];

const lostTooltip: JsonObject[] = [
  { field: 'series', title: 'estimator', type: 'nominal' },
  { field: 'reason', title: 'no estimate', type: 'nominal' },
];

export const xDomain = ({ rhos }: Pick<PanelData, 'rhos'>): [number, number] => {
  const [low, high] = [Math.min(...rhos), Math.max(...rhos)];
  // a single correlation has no neighbour that would bound how far its marks are shifted
  const pad = high > low ? Math.max(0.07 * (high - low), 0.02) : 0.1;
  return [low - pad, high + pad];
};

/** Ticks at the swept correlations where they are few. */
export const xAxis = (data: PanelData, title: string | null, width: number): JsonObject => {
  const swept = [...new Set(data.rhos)].sort((a, b) => a - b);
  const ticks: JsonObject =
    swept.length <= 7 ? { values: swept, format: '.4~g', labelOverlap: 'greedy' } : { tickCount: width < 300 ? 4 : 6 };
  return {
    type: 'quantitative',
    scale: { domain: xDomain(data), nice: false },
    axis: { title, grid: false, ...ticks },
  };
};

export const yAxis = (frame: Frame, title: string | null): JsonObject => ({
  type: 'quantitative',
  scale: frame.scale,
  axis: { title, minExtent: 34, ...(frame.ticks ? { values: [...frame.ticks], format: '.4~g' } : { tickCount: 5 }) },
});

/** Crosses at the lower edge, and triangles at the edge beyond which values lie. */
export function edges(
  data: PanelData,
  series: Series,
  axes: { readonly frame: Frame; readonly x: JsonObject; readonly y: JsonObject },
  field: 'nats' | 'error',
): JsonObject[] {
  const { frame, x, y } = axes;
  // errors are shifted sideways, estimates stand at their own rho, on a curve that may be steep
  const position = { field: field === 'error' ? 'x' : 'rho', ...x };
  const beyond = data.points.flatMap((point) => {
    const value = point[field];
    if (typeof value !== 'number') return [];
    const placed = frame.place(value);
    return placed.beyond === null
      ? []
      : [{ ...point, at: placed.at, label: placed.beyond === 'above' ? '▲' : '▼', up: placed.beyond === 'above' }];
  });
  const layers: JsonObject[] = [];
  for (const up of [true, false]) {
    const marks = beyond.filter((mark) => mark.up === up);
    if (marks.length > 0)
      layers.push(
        edgeMarks(
          marks,
          { x: position, y: { field: 'at', ...y }, tooltip: pointTooltip },
          { baseline: up ? 'top' : 'bottom', fontSize: 11, dy: up || data.lost.length === 0 ? 0 : -12 },
          series.color,
        ),
      );
  }
  if (data.lost.length > 0)
    layers.push(
      edgeMarks(
        data.lost.map((mark) => ({ ...mark, y: frame.domain[0] })),
        { x: { field: 'x', ...x }, y: { field: 'y', ...y }, tooltip: lostTooltip },
        { baseline: 'bottom', fontSize: 14 },
        series.color,
      ),
    );
  return layers;
}
