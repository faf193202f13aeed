import type { JsonObject } from '@minebench/core';
import type { Frame } from './frame.ts';
import { edgeMarks, type LostMark, panelHeading } from './lost-marks.ts';
import type { Series } from './series.ts';

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
  readonly truth: readonly { readonly rho: number; readonly nats: number }[];
  readonly points: readonly ErrorPoint[];
  readonly means: readonly JsonObject[];
  readonly lost: readonly LostMark[];
  readonly band: readonly { readonly rho: number; readonly tolerance: number }[];
  readonly estimates: Frame;
  readonly errors: Frame;
}

const number = (field: string, title: string): JsonObject => ({ field, title, type: 'quantitative', format: '.4~f' });

const pointTooltip: JsonObject[] = [
  { field: 'series', title: 'estimator', type: 'nominal' },
  { field: 'rho', title: 'ρ', type: 'quantitative' },
  number('nats', 'estimate (nats)'),
  number('error', 'estimate − truth (nats)'),
  number('standardError', 'standard error (nats)'),
  { field: 'seeds', title: 'seeds', type: 'nominal' },
];

const meanTooltip: JsonObject[] = [
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

const xDomain = ({ rhos }: PanelData): [number, number] => {
  const [low, high] = [Math.min(...rhos), Math.max(...rhos)];
  const pad = Math.max(0.07 * (high - low), 0.02);
  return [low - pad, high + pad];
};

const xAxis = (data: PanelData, title: string | null, width: number): JsonObject => ({
  type: 'quantitative',
  scale: { domain: xDomain(data), nice: false },
  axis: { title, grid: false, tickCount: width < 300 ? 5 : 10 },
});

const yAxis = (frame: Frame, title: string | null): JsonObject => ({
  type: 'quantitative',
  scale: frame.scale,
  axis: { title, minExtent: 34, ...(frame.ticks ? { values: [...frame.ticks], format: '~g' } : { tickCount: 5 }) },
});

/** Crosses at the lower edge, and triangles at the edge beyond which values lie. */
function edges(
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

/** Estimates and truth against rho. */
export function estimatePanel(
  data: PanelData,
  series: Series,
  width: number,
  heading: { readonly text: string | null; readonly axis: boolean },
): JsonObject {
  const x = xAxis(data, null, width);
  const y = yAxis(data.estimates, heading.axis ? 'mutual information (nats)' : null);
  const inside = data.points.filter((point) => data.estimates.place(point.nats).beyond === null);
  const edge = xDomain(data)[1];
  const [low, high] = data.estimates.domain;
  const clip = (value: unknown): number | null =>
    typeof value === 'number' ? Math.min(high, Math.max(low, value)) : null;
  const means = data.means.map((point) => ({
    ...point,
    shownMean: typeof point.mean === 'number' && data.estimates.place(point.mean).beyond === null ? point.mean : null,
    shownLow: clip(point.low),
    shownHigh: clip(point.high),
  }));
  const { color, shape } = series;
  return {
    width,
    height: 210,
    layer: [
      {
        data: { values: means },
        mark: { type: 'area', style: 'band', interpolate: 'monotone' },
        encoding: {
          x: { field: 'rho', ...x },
          y: { field: 'shownLow', ...y },
          y2: { field: 'shownHigh' },
          color,
          detail: { field: 'series' },
        },
      },
      {
        data: { values: data.truth },
        mark: { type: 'line', style: 'truth', interpolate: 'monotone' },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'nats', ...y } },
      },
      {
        data: { values: means },
        mark: { type: 'line', interpolate: 'monotone' },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'shownMean', ...y }, color },
      },
      {
        data: { values: inside },
        mark: { type: 'point', style: 'replicate' },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'nats', ...y }, color, shape, tooltip: pointTooltip },
      },
      {
        data: { values: data.truth.slice(-1).map((point) => ({ ...point, rho: edge, label: 'truth' })) },
        mark: { type: 'text', style: 'truthLabel', align: 'left', dx: 4 },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'nats', ...y }, text: { field: 'label' } },
      },
      ...edges(data, series, { frame: data.estimates, x, y }, 'nats'),
      ...(heading.text === null ? [] : [panelHeading(heading.text, width)]),
    ],
  };
}

/** Errors about zero against rho, with the tolerance band. */
export function errorPanel(data: PanelData, series: Series, width: number, titled: boolean): JsonObject {
  const x = xAxis(data, 'correlation ρ', width);
  const y = yAxis(data.errors, titled ? 'estimate − truth (nats)' : null);
  const { place, domain } = data.errors;
  const clip = (value: number): number => Math.min(domain[1], Math.max(domain[0], value));
  const inside = data.points.filter((point) => point.error !== null && place(point.error).beyond === null);
  const means = data.means.filter((point) => typeof point.bias === 'number' && place(point.bias).beyond === null);
  const intervals = data.means.flatMap((point) =>
    typeof point.biasLow === 'number' && typeof point.biasHigh === 'number'
      ? [{ ...point, shownLow: clip(point.biasLow), shownHigh: clip(point.biasHigh) }]
      : [],
  );
  const band = data.band.map(({ rho, tolerance }) => ({ rho, low: clip(-tolerance), high: clip(tolerance) }));
  const { color, shape } = series;
  return {
    width,
    height: 150,
    layer: [
      ...(band.length === 0
        ? []
        : [
            {
              data: { values: band },
              mark: { type: 'area', style: 'tolerance' },
              encoding: { x: { field: 'rho', ...x }, y: { field: 'low', ...y }, y2: { field: 'high' } },
            },
          ]),
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: 'rule', style: 'zero' },
        encoding: { y: { field: 'zero', ...y } },
      },
      {
        data: { values: intervals },
        mark: { type: 'rule', strokeWidth: 1.4 },
        encoding: {
          x: { field: 'x', ...x },
          y: { field: 'shownLow', ...y },
          y2: { field: 'shownHigh' },
          color,
        },
      },
      {
        data: { values: inside },
        mark: { type: 'point', style: 'replicate' },
        encoding: { x: { field: 'x', ...x }, y: { field: 'error', ...y }, color, shape, tooltip: pointTooltip },
      },
      {
        data: { values: means },
        mark: { type: 'point', style: 'mean', filled: true },
        encoding: {
          x: { field: 'x', ...x },
          y: { field: 'bias', ...y },
          color,
          shape,
          tooltip: meanTooltip,
        },
      },
      ...edges(data, series, { frame: data.errors, x, y }, 'error'),
    ],
  };
}
