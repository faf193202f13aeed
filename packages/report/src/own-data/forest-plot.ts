import type { JsonObject } from '@minebench/core';
import { appearances } from '../theme/palette.ts';
import { boundOf, estimatorLabel, kindLabel } from './estimator-label.ts';
import { layerOf } from './layer-of.ts';
import type { EstimateView } from './own-data-view.ts';

const QUANTILE = 1.96;

/** Pixels between an estimate and what it reads under independence. */
const OFFSET = 9;
const ROW = 44;

const lineOf = ({ estimator, kind }: EstimateView): string => `${estimatorLabel(estimator)} (${kindLabel(kind)})`;

const isFiniteNumber = (value: number | null): value is number => value !== null && Number.isFinite(value);

/**
 * Estimates with their 95% intervals, a line each, and below each in grey what the estimator reads when the rows of Y are permuted: mean and 1.96
 * standard deviations. Null where nothing completed.
 */
export function forestPlot(estimates: readonly EstimateView[]): JsonObject | null {
  const completed = estimates.filter(({ nats }) => isFiniteNumber(nats));
  if (completed.length === 0) return null;
  const looks = appearances(completed.map(({ estimator }) => boundOf(estimator)));
  const lines = estimates.map(lineOf);
  const estimated = completed.map((view) => ({
    line: lineOf(view),
    nats: view.nats,
    low: view.low ?? view.nats,
    high: view.high ?? view.nats,
    color: looks.get(boundOf(view.estimator))!.color,
    shape: looks.get(boundOf(view.estimator))!.shape,
  }));
  const nulls = completed.flatMap((view) => {
    const { nullMean, nullStandardDeviation } = view.permutationTest ?? {};
    if (nullMean === undefined || !Number.isFinite(nullMean)) return [];
    const spread = Number.isFinite(nullStandardDeviation) ? QUANTILE * nullStandardDeviation! : 0;
    return [{ line: lineOf(view), nats: nullMean, low: nullMean - spread, high: nullMean + spread }];
  });
  const lost = estimates
    .filter(({ nats }) => !isFiniteNumber(nats))
    .map((view) => ({ line: lineOf(view), nats: 0, label: view.status }));
  const y: JsonObject = {
    field: 'line',
    type: 'nominal',
    sort: lines,
    axis: { title: null, labelLimit: 320, grid: false, ticks: false, domain: false },
    scale: { domain: lines },
  };
  const x = (field: string): JsonObject => ({
    field,
    type: 'quantitative',
    axis: { title: 'mutual information (nats)', tickCount: 6 },
    scale: { zero: true },
  });
  const color = { field: 'color', type: 'nominal', scale: null };
  const below = { yOffset: OFFSET, y2Offset: OFFSET };
  return {
    width: 420,
    height: ROW * lines.length,
    layer: [
      ...layerOf([{ nats: 0 }], { type: 'rule', style: 'zero' }, { x: x('nats') }),
      ...layerOf(
        nulls,
        { type: 'rule', style: 'reference', strokeWidth: 2, opacity: 0.6, ...below },
        { y, x: x('low'), x2: { field: 'high' } },
      ),
      ...layerOf(
        nulls,
        { type: 'point', style: 'reference', shape: 'stroke', angle: 90, size: 60, strokeWidth: 2, yOffset: OFFSET },
        { y, x: x('nats') },
      ),
      ...layerOf(estimated, { type: 'rule', strokeWidth: 2.2 }, { y, x: x('low'), x2: { field: 'high' }, color }),
      ...layerOf(
        estimated,
        { type: 'point', filled: true, size: 70, opacity: 1 },
        { y, x: x('nats'), color, shape: { field: 'shape', type: 'nominal', scale: null } },
      ),
      ...layerOf(
        lost,
        { type: 'text', align: 'left', dx: 6, fontStyle: 'italic' },
        { y, x: x('nats'), text: { field: 'label', type: 'nominal' } },
      ),
    ],
  };
}
