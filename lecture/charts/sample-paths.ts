import type { JsonObject } from '@minebench/core';
import { okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, grouped } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { numberTable } from './table.ts';

/** One growing sample: the error of the estimate from its first m pairs, and the largest error from there on. */
interface Path {
  readonly path: number;
  readonly size: number;
  readonly error: number;
  readonly largest: number;
}

/** A seed's estimates are out of one sample that grows: half of the m pairs train, so m is twice the training part. */
export function samplePaths(records: Records): Path[] {
  const runs = records.where({ task: 'gaussian', status: 'completed' });
  return runs.distinct<number>('dataSeed').flatMap((dataSeed, k) => {
    const errors = runs
      .where({ dataSeed })
      .rows.map(({ n, error }) => ({ size: 2 * Number(n), error: Math.abs(Number(error)) }))
      .sort((a, b) => a.size - b.size);
    return errors.map(({ size, error }, at) => ({
      path: k + 1,
      size,
      error,
      largest: Math.max(...errors.slice(at).map((later) => later.error)),
    }));
  });
}

export const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** Errors along growing samples, and their suprema. */
export function samplePathsChart(records: Records): Chart {
  const all = samplePaths(records);
  const sizes = [...new Set(all.map(({ size }) => size))].sort((a, b) => a - b);
  const paths = [...new Set(all.map(({ path }) => path))];
  const spread = sizes.map((size) => ({
    mark: 'rmse',
    size,
    error: rootMeanSquare(all.filter((one) => one.size === size).map(({ error }) => error)),
  }));
  const short = (value: number): number => Number(Math.max(value, 1e-6).toPrecision(4));
  const x = quantity('size', 'pairs in all, m', { scale: { type: 'log' } });
  const panel = (field: string, title: string, more: readonly JsonObject[]) => ({
    title,
    height: 270,
    layer: [
      {
        ...only('path'),
        mark: { type: 'line', strokeWidth: 1, opacity: 0.35, color: okabeIto.blue },
        encoding: {
          x,
          y: quantity(field, 'nats', { scale: { type: 'log' } }),
          detail: { field: 'path', type: 'nominal' },
        },
      },
      {
        ...only('path', 'datum.path === path'),
        mark: { type: 'line', strokeWidth: 2.4, point: true, color: okabeIto.vermillion },
        encoding: { x, y: quantity(field, 'nats', { scale: { type: 'log' } }) },
      },
      ...more,
    ],
  });
  return {
    id: 'sample-paths',
    title: 'The error along growing samples',
    caption:
      'Each thin line is one sample that grows: on the left the error of the estimate from its first m pairs, on the right the largest error at m or any larger size that was tried. Broad: the root mean square over the samples. The slider picks a sample. Axes are logarithmic.',
    alt: 'Errors against the number of pairs on logarithmic axes: each path is jagged and falls; the suprema fall in steps; the root mean square falls steadily.',
    controls: [{ name: 'path', kind: 'slider', label: 'sample', values: paths, initial: 1 }],
    rows: [
      ...all.map((one) => ({ mark: 'path', ...one, error: short(one.error), largest: short(one.largest) })),
      ...spread,
    ],
    panels: [
      panel('error', '|estimate − I|', [
        {
          ...only('rmse'),
          mark: { type: 'line', style: 'truthCurve', strokeWidth: 5 },
          encoding: { x, y: quantity('error', 'nats', { scale: { type: 'log' } }) },
        },
      ]),
      panel('largest', 'sup over larger samples', []),
    ],
    reading({ path }) {
      const own = all.filter((one) => one.path === path);
      const parts = own.map(
        ({ size, error, largest }) => `m = ${grouped(size)}: ${decimals(error, 3)}, sup ${decimals(largest, 3)}`,
      );
      return `Sample ${path}. ${parts.filter((_, k) => k % 3 === 0 || k === parts.length - 1).join('; ')}.`;
    },
    table: numberTable(
      'Errors along growing samples',
      ['sample', 'm', '|error|', 'sup from m on'],
      all.map(({ path, size, error, largest }) => [path, size, error, largest]),
    ),
  };
}
