import type { JsonObject } from '@minebench/core';
import { appearances } from '../theme/palette.ts';
import { boundOf, estimatorLabel } from './estimator-label.ts';
import { layerOf } from './layer-of.ts';
import type { EstimateView } from './own-data-view.ts';

/** Steps and values that are finite: what has diverged has no place on an axis. */
const points = (steps: readonly number[] | undefined, values: readonly number[] | undefined) =>
  (steps ?? []).flatMap((step, index) => {
    const nats = values?.[index];
    return nats !== undefined && Number.isFinite(nats) ? [{ step, nats }] : [];
  });

function panel(view: EstimateView, color: string): JsonObject {
  const { minibatch, selection, nats } = view;
  const all = points(selection?.step, selection?.nats);
  // What initial weights read, often far below all else, would leave the curve no room.
  const looks = selection?.bestStep === 0 ? all : all.filter(({ step }) => step > 0);
  const best = looks.filter(({ step }) => step === selection?.bestStep);
  const x = {
    field: 'step',
    type: 'quantitative',
    axis: { title: 'training step', grid: false, tickCount: 4, format: ',d' },
    scale: { zero: true },
  };
  const y = { field: 'nats', type: 'quantitative', axis: { title: 'nats', tickCount: 4 }, scale: { zero: false } };
  return {
    title: { text: estimatorLabel(view.estimator), fontSize: 12, offset: 6 },
    width: 220,
    height: 140,
    layer: [
      ...layerOf(points(minibatch?.step, minibatch?.mean), { type: 'line', color, strokeWidth: 1.8 }, { x, y }),
      ...layerOf(looks, { type: 'line', style: 'selection', strokeWidth: 1.4, strokeDash: [3, 2] }, { x, y }),
      ...layerOf(best, { type: 'point', style: 'best', filled: true, size: 50 }, { x, y }),
      ...layerOf(nats === null ? [] : [{ nats }], { type: 'rule', color, strokeDash: [5, 4], strokeWidth: 1.4 }, { y }),
    ],
  };
}

/**
 * For each neural estimator a panel: minibatch means in colour, the selection part in grey with a dot at the weights that were kept, and the
 * evaluation as a dashed line. Null where nothing was trained.
 */
export function trainingCurves(estimates: readonly EstimateView[]): JsonObject | null {
  const trained = estimates.filter(({ minibatch }) => (minibatch?.step.length ?? 0) > 0);
  if (trained.length === 0) return null;
  const looks = appearances(trained.map(({ estimator }) => boundOf(estimator)));
  return {
    columns: 3,
    concat: trained.map((view) => panel(view, looks.get(boundOf(view.estimator))!.color)),
  };
}
