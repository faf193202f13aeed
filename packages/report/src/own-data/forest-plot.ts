import type { JsonObject } from '@minebench/core';
import { appearances } from '../theme/palette.ts';
import { boundOf, estimatorLabel, kindLabel } from './estimator-label.ts';
import { layerOf } from './layer-of.ts';
import type { EstimateView } from './own-data-view.ts';

const QUANTILE = 1.96;
const ESTIMATED = 'mutual information (nats)';
const PERMUTED = 'if independent (nats)';

const ROW = 34;

const lineOf = ({ estimator, kind }: EstimateView): string => `${estimatorLabel(estimator)} (${kindLabel(kind)})`;

const isFiniteNumber = (value: number | null): value is number => value !== null && Number.isFinite(value);

/**
 * Estimates with their 95% intervals, a line each; in a panel of its own, since a critic that knows the dependence may read far below zero there, what the
 * estimators read when the rows of Y are permuted: mean and 1.96 standard deviations. Null where nothing completed.
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
  const x = (field: string, title: string): JsonObject => ({
    field,
    type: 'quantitative',
    axis: { title, tickCount: 5 },
    scale: { zero: true },
  });
  const color = { field: 'color', type: 'nominal', scale: null };
  const height = ROW * lines.length;
  const estimatePanel: JsonObject = {
    width: 380,
    height,
    layer: [
      ...layerOf([{ nats: 0 }], { type: 'rule', style: 'zero' }, { x: x('nats', ESTIMATED) }),
      ...layerOf(
        estimated,
        { type: 'rule', strokeWidth: 2.2 },
        { y, x: x('low', ESTIMATED), x2: { field: 'high' }, color },
      ),
      ...layerOf(
        estimated,
        { type: 'point', filled: true, size: 70, opacity: 1 },
        { y, x: x('nats', ESTIMATED), color, shape: { field: 'shape', type: 'nominal', scale: null } },
      ),
      ...layerOf(
        lost,
        { type: 'text', align: 'left', dx: 6, fontStyle: 'italic' },
        { y, x: x('nats', ESTIMATED), text: { field: 'label', type: 'nominal' } },
      ),
    ],
  };
  if (nulls.length === 0) return estimatePanel;
  const bare = { ...y, axis: { ...(y.axis as JsonObject), labels: false } };
  const nullPanel: JsonObject = {
    width: 200,
    height,
    layer: [
      ...layerOf([{ nats: 0 }], { type: 'rule', style: 'zero' }, { x: x('nats', PERMUTED) }),
      ...layerOf(
        nulls,
        { type: 'rule', style: 'reference', strokeWidth: 2.2 },
        { y: bare, x: x('low', PERMUTED), x2: { field: 'high' } },
      ),
      ...layerOf(
        nulls,
        { type: 'point', style: 'reference', filled: true, size: 50 },
        { y: bare, x: x('nats', PERMUTED) },
      ),
    ],
  };
  return { hconcat: [estimatePanel, nullPanel] };
}
