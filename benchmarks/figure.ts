import type { JsonObject } from '@minebench/core';
import { costs, median, type Row } from './measure.ts';
import { label, stepSizes } from './step-size.ts';

/** Where an axis has a tick: a label at every third of a decade overlaps its neighbour. */
const decades = Array.from({ length: 9 }, (_, k) => 10 ** (k - 4));

/** Vega-Lite: milliseconds of CPU time a step on one thread, a panel a size, two side by side in a journal's column; ours are discs, peers diamonds. */
export function stepFigure(rows: readonly Row[]): JsonObject {
  const own = rows.filter(
    ({ benchmark, threads, medianMs }) => benchmark === 'training step' && threads === 1 && medianMs !== null,
  );
  const order = [...new Set(own.map(({ implementation }) => implementation))];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: 'A training step, one thread each: median and range', subtitle: own[0]?.machine as string },
    data: {
      values: own.map((row) => ({
        size: row.size,
        implementation: row.implementation,
        whose: /^(ort|wasm):/.test(row.implementation) ? 'minebench' : 'peers',
        ms: median(costs(row)),
        low: Math.min(...costs(row)),
        high: Math.max(...costs(row)),
      })),
    },
    columns: 2,
    spacing: { row: 14, column: 18 },
    facet: { field: 'size', type: 'nominal', title: null, sort: stepSizes.map(label) },
    spec: {
      width: 110,
      height: { step: 15 },
      layer: [
        { mark: { type: 'rule' }, encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } } },
        {
          mark: { type: 'point', filled: true, size: 40, opacity: 1 },
          encoding: {
            x: { field: 'ms', type: 'quantitative' },
            color: {
              field: 'whose',
              type: 'nominal',
              title: null,
              scale: { domain: ['minebench', 'peers'], range: ['#D55E00', '#0072B2'] },
              legend: { orient: 'bottom' },
            },
            shape: { field: 'whose', type: 'nominal', title: null, scale: { range: ['circle', 'diamond'] } },
          },
        },
      ],
      encoding: {
        x: {
          type: 'quantitative',
          scale: { type: 'log' },
          axis: {
            values: decades,
            // four digits would leave no room for the label beside them
            labelExpr: "format(datum.value, datum.value < 1000 ? '~g' : '~s')",
            labelOverlap: 'parity',
            labelSeparation: 4,
          },
          title: 'CPU time (ms)',
        },
        y: { field: 'implementation', type: 'nominal', sort: order, title: null },
      },
    },
    resolve: { scale: { x: 'independent' } },
  };
}
