import type { JsonObject } from '@minebench/core';
import type { Row } from './measure.ts';
import { label, stepSizes } from './step-size.ts';

/** Vega-Lite: milliseconds a step on one thread, a panel a size. */
export function stepFigure(rows: readonly Row[]): JsonObject {
  const own = rows.filter(
    ({ benchmark, threads, medianMs }) => benchmark === 'training step' && threads === 1 && medianMs !== null,
  );
  const order = [...new Set(own.map(({ implementation }) => implementation))];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: 'A training step, one thread each', subtitle: own[0]?.machine as string },
    data: {
      values: own.map(({ size, implementation, medianMs, times }) => ({
        size,
        implementation,
        ms: medianMs,
        low: Math.min(...times),
        high: Math.max(...times),
      })),
    },
    columns: 3,
    facet: { field: 'size', type: 'nominal', title: null, sort: stepSizes.map(label) },
    spec: {
      width: 200,
      height: { step: 17 },
      layer: [
        { mark: { type: 'rule' }, encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } } },
        {
          mark: { type: 'point', filled: true, size: 45, color: '#0072B2', opacity: 1 },
          encoding: { x: { field: 'ms', type: 'quantitative' } },
        },
      ],
      encoding: {
        x: { type: 'quantitative', scale: { type: 'log' }, title: 'ms a step (median, range)' },
        y: { field: 'implementation', type: 'nominal', sort: order, title: null },
      },
    },
    resolve: { scale: { x: 'independent' } },
  };
}
