import type { JsonObject } from '@minebench/core';
import { edges, meanTooltip, type PanelData, pointTooltip, xAxis, yAxis } from './mi-panel.ts';
import type { Series } from './series.ts';

/** Errors about zero against rho, with the tolerance band in steps. */
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
  const band = data.band.map(({ x, tolerance }) => ({ x, low: clip(-tolerance), high: clip(tolerance) }));
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
              encoding: { x: { field: 'x', ...x }, y: { field: 'low', ...y }, y2: { field: 'high' } },
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
