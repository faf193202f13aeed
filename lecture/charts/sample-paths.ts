import type { JsonObject } from '@minebench/core';
import {
  measuredSampleSize,
  type NestedPath,
  nestedPaths,
  okabeIto,
  type SizeError,
  sizeErrors,
} from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, digits, grouped } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { logarithmic, only } from './axes.ts';
import { numberTable } from './table.ts';

/** Estimates out of growing samples: a path a sample, and the root mean square error of each size. */
export interface SamplePaths {
  readonly paths: readonly NestedPath[];
  readonly errors: readonly SizeError[];
}

/** What `experiments/consistency-of-the-estimate.ts` recorded: half of the m pairs train, so that m is twice the training part. */
export function samplePaths(records: Records): SamplePaths {
  const estimates = records
    .where({ task: 'gaussian' })
    .rows.map(({ n, nats, truth, dataSeed, status }) => ({
      pairs: 2 * Number(n),
      nats: status === 'completed' ? Number(nats) : null,
      truth: Number(truth),
      row: { dataSeed: Number(dataSeed) },
    }))
    .sort((a, b) => a.pairs - b.pairs);
  return { paths: nestedPaths(estimates), errors: sizeErrors(estimates) };
}

const accuracies = [0.01, 0.02, 0.05, 0.1, 0.2];

/** Errors along growing samples, and their suprema. */
export function samplePathsChart(records: Records): Chart {
  const { paths, errors } = samplePaths(records);
  const numbers = paths.map((_, k) => k + 1);
  /** From which size on a path stays within epsilon; none of them where the largest size does not. */
  const staysFrom = (path: NestedPath, epsilon: number): number | null => measuredSampleSize([path], epsilon, 0);
  // logarithmic axes have no zero, and a lost estimate has no place on them
  const shown = (value: number): number | null => (Number.isFinite(value) ? digits(Math.max(value, 1e-6), 4) : null);
  const sizes = errors.map(({ pairs }) => pairs);
  const frame = { domain: [5e-4, 1], nice: false, clamp: true };
  const tens = [0.001, 0.01, 0.1, 1];
  const x = logarithmic('size', 'pairs in all, m', [100, 1000, 10_000, 100_000], {
    domain: [sizes[0], sizes[sizes.length - 1]],
    nice: false,
  });
  const panel = (field: string, title: string, more: readonly JsonObject[]) => {
    const y = logarithmic(field, 'nats', tens, frame);
    return {
      title,
      height: 270,
      layer: [
        {
          ...only('path'),
          mark: { type: 'line', strokeWidth: 1, opacity: 0.6, color: okabeIto.skyBlue },
          encoding: { x, y, detail: { field: 'path', type: 'nominal' } },
        },
        {
          ...only('path', 'datum.path === path'),
          mark: { type: 'line', strokeWidth: 2.4, point: { color: okabeIto.vermillion }, color: okabeIto.vermillion },
          encoding: { x, y },
        },
        ...more,
      ],
    };
  };
  const level = {
    ...only('level', 'datum.epsilon === epsilon'),
    mark: { type: 'rule', style: 'reference', strokeDash: [5, 4] },
    encoding: { y: logarithmic('epsilon', 'nats', tens, frame) },
  };
  return {
    id: 'sample-paths',
    title: 'The error along growing samples',
    caption:
      'Each thin line is one sample that grows: in the first panel the error of the estimate from its first m pairs, in the second the largest error at m or any larger size that was tried. Broad: the root mean square over the samples. Dashed: the chosen ε. The first slider picks a sample. Axes are logarithmic; an error below the frame stands at its edge.',
    alt: 'Errors against the number of pairs on logarithmic axes: each path is jagged and falls; the suprema fall in steps; the root mean square falls steadily.',
    controls: [
      { name: 'path', kind: 'slider', label: 'sample', values: numbers, initial: 1 },
      { name: 'epsilon', kind: 'slider', label: 'accuracy ε', values: accuracies, initial: 0.1 },
    ],
    rows: [
      ...paths.flatMap(({ points }, k) =>
        points.map(({ pairs, error, supremum }) => ({
          mark: 'path',
          path: k + 1,
          size: pairs,
          error: shown(Math.abs(error)),
          largest: shown(supremum),
        })),
      ),
      ...errors.map(({ pairs, rmse }) => ({ mark: 'rmse', size: pairs, error: rmse })),
      ...accuracies.map((epsilon) => ({ mark: 'level', epsilon })),
    ],
    panels: [
      panel('error', '|estimate − I|', [
        {
          ...only('rmse'),
          mark: { type: 'line', style: 'truthCurve', strokeWidth: 5 },
          encoding: { x, y: logarithmic('error', 'nats', tens, frame) },
        },
        level,
      ]),
      panel('largest', 'sup over larger samples', [level]),
    ],
    reading({ path, epsilon }) {
      const own = paths[Number(path) - 1];
      const from = staysFrom(own, Number(epsilon));
      const all = paths.filter((one) => staysFrom(one, Number(epsilon)) !== null).length;
      const parts = own.points
        .filter((_, k) => k % 2 === 0)
        .map(
          ({ pairs, error, supremum }) =>
            `m = ${grouped(pairs)}: ${decimals(Math.abs(error), 3)}, sup ${decimals(supremum, 3)}`,
        );
      const stays = from === null ? 'at no size that was tried' : `from m = ${grouped(from)} on`;
      return `Sample ${path}. ${parts.join('; ')}. It stays within ε = ${epsilon} ${stays}; ${all} of ${paths.length} samples do at some size.`;
    },
    table: numberTable(
      'Errors along growing samples',
      ['sample', 'm', '|error|', 'sup from m on'],
      paths.flatMap(({ points }, k) =>
        points.map(({ pairs, error, supremum }) => [k + 1, pairs, Math.abs(error), supremum]),
      ),
    ),
  };
}
