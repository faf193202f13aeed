import type { JsonObject } from '@minebench/core';
import { panelHeading } from './lost-marks.ts';
import { edges, meanTooltip, type PanelData, pointTooltip, xAxis, xDomain, yAxis } from './mi-panel.ts';
import type { Series } from './series.ts';

/** The truth as a broad line beneath the estimates: the closed form where it is known, dashed segments where it is not. */
function curveLayer({ curve }: PanelData, x: JsonObject, y: JsonObject): JsonObject[] {
  if (curve === null) return [];
  const look: JsonObject =
    curve.kind === 'exact' ? { style: 'truthCurve', strokeWidth: 4.5 } : { style: 'truthSegments', strokeWidth: 2.4 };
  return [
    {
      data: { values: [...curve.points] as unknown as JsonObject[] },
      mark: { type: 'line', ...look },
      encoding: { x: { field: 'rho', ...x }, y: { field: 'nats', ...y } },
    },
  ];
}

/**
 * Estimates and truth against rho. Only the truth's closed form is drawn as a curve: means are joined by straight segments, since nothing was
 * estimated between the settings.
 */
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
  const clip = (value: number): number => Math.min(high, Math.max(low, value));
  const means = data.means.map((point) => ({
    ...point,
    shownMean: typeof point.mean === 'number' && data.estimates.place(point.mean).beyond === null ? point.mean : null,
  }));
  const intervals = data.means.flatMap((point) =>
    typeof point.low === 'number' && typeof point.high === 'number'
      ? [{ ...point, shownLow: clip(point.low), shownHigh: clip(point.high) }]
      : [],
  );
  const { color, shape } = series;
  const truth = [...data.truth] as unknown as JsonObject[];
  return {
    width,
    height: 210,
    layer: [
      ...curveLayer(data, x, y),
      {
        data: { values: means },
        mark: { type: 'line', strokeWidth: 1, opacity: 0.8 },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'shownMean', ...y }, color },
      },
      ...(intervals.length === 0
        ? []
        : [
            {
              data: { values: intervals },
              mark: { type: 'rule', style: 'interval' },
              encoding: {
                x: { field: 'rho', ...x },
                y: { field: 'shownLow', ...y },
                y2: { field: 'shownHigh' },
                color,
                tooltip: meanTooltip,
              },
            },
          ]),
      {
        data: { values: inside },
        mark: { type: 'point', style: 'replicate' },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'nats', ...y }, color, shape, tooltip: pointTooltip },
      },
      {
        data: { values: truth },
        mark: { type: 'tick', style: 'truthMark', orient: 'horizontal', size: 15, thickness: 1.6 },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'nats', ...y } },
      },
      {
        data: { values: truth.slice(-1).map((point) => ({ ...point, rho: edge, label: 'truth' })) },
        mark: { type: 'text', style: 'truthLabel', align: 'left', dx: 4 },
        encoding: { x: { field: 'rho', ...x }, y: { field: 'nats', ...y }, text: { field: 'label' } },
      },
      ...edges(data, series, { frame: data.estimates, x, y }, 'nats'),
      ...(heading.text === null ? [] : [panelHeading(heading.text, width)]),
    ],
  };
}
