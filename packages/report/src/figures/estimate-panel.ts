import type { JsonObject } from '@minebench/core';
import { panelHeading } from './lost-marks.ts';
import { edges, type PanelData, pointTooltip, xAxis, xDomain, yAxis } from './mi-panel.ts';
import type { Series } from './series.ts';

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
