import type { JsonObject } from '@minebench/core';
import { lineNames, pixelsAlong } from './line-names.ts';
import { panelHeading } from './lost-marks.ts';
import { edges, meanTooltip, type PanelData, pointTooltip, xAxis, xDomain, yAxis } from './mi-panel.ts';
import type { Series } from './series.ts';

const height = 210;

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
  const across = pixelsAlong({ domain: xDomain(data) }, width);
  const up = pixelsAlong(data.estimates.scale, height);
  const [low, high] = data.estimates.domain;
  const clip = (value: number): number => Math.min(high, Math.max(low, value));
  const means: JsonObject[] = data.means.map((point) => ({
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
  const truthEnd = data.truth.slice(-1).map(({ nats }) => ({ name: 'truth', x: width - 1, y: height - up(nats) }));
  const seriesEnds = series.names.flatMap((name) => {
    const end = means.filter((point) => point.series === name && point.shownMean !== null).at(-1);
    if (end === undefined) return [];
    return [{ name, x: across(Number(end.rho)), y: height - up(Number(end.shownMean)), look: series.look(name) }];
  });
  return {
    width,
    height,
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
      ...lineNames([...truthEnd, ...(series.named ? seriesEnds : [])], width),
      ...edges(data, series, { frame: data.estimates, x, y }, 'nats'),
      ...(heading.text === null ? [] : [panelHeading(heading.text, width)]),
    ],
  };
}
