import type { Figure, JsonObject } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { statusLine } from '../figures/status-line.ts';
import { okabeIto } from '../theme/palette.ts';
import { sufficientPairs } from './sample-complexity.ts';
import { measuredSampleSize, nestedPaths, type SampleEstimate, sampleEstimates, sizeErrors } from './sample-rows.ts';

export interface SampleSizeFigureOptions extends FigureOptions {
  /** Accuracy in nats, and the share of samples that may miss it, of the sample sizes that are named. */
  readonly epsilon: number;
  readonly delta: number;
}

const width = 290;

const sizeAxis = (sizes: readonly number[], title: string | null): JsonObject => ({
  field: 'pairs',
  type: 'quantitative',
  scale: { type: 'log', domain: [Math.min(...sizes) / 1.3, Math.max(...sizes) * 1.3], nice: false },
  axis: { title, values: [100, 1000, 10_000, 100_000, 1_000_000], format: '~s', grid: false },
});

/** What the theorem asks for and what was enough here. */
function sizeNote(estimates: readonly SampleEstimate[], { epsilon, delta }: SampleSizeFigureOptions): string[] {
  const weights = estimates.find(({ row }) => row.parameters !== null)?.row.parameters ?? 0;
  const measured = measuredSampleSize(nestedPaths(estimates), epsilon, delta);
  const theorem = sufficientPairs({ weights, epsilon, delta });
  return [
    `|I − I_n| ≤ ${epsilon} with probability ${1 - delta}: measured from n = ${measured ?? 'none of these'} on;`,
    `theorem 3 with d = ${weights} weights, M = K = L = 1: n ≥ ${theorem.toExponential(1)}`,
  ];
}

/** Root mean square error against the sample size, and paths of estimates from growing beginnings of single samples with their suprema. */
export const sampleSizeFigure = (options: SampleSizeFigureOptions): Figure => ({
  ...figureHead(options, {
    title: 'Error against the size of the sample',
    caption:
      'Top: root mean square error over samples of an estimate that has n pairs and nothing else (half to train, a quarter to stop, a quarter to be read on), with bars of two standard errors; the grey line falls as n^(−1/2) from the first point. Middle: the estimates along single samples, each with the beginnings of one; the truth as a line. Bottom: sup over m ≥ n of |I − I_m| along the same paths, over the sizes that were run; ε dashed. Strong consistency says that every path goes under every ε > 0 and stays there, with probability one.',
    alt: 'Three panels against the number of pairs on a logarithmic axis: the root mean square error falls along a line of slope one half, paths of estimates close in on the truth, their suprema fall.',
  }),
  draw(records): JsonObject | null {
    const estimates = sampleEstimates(records, options.where);
    const errors = sizeErrors(estimates);
    if (errors.length < 2) return null;
    const sizes = [...new Set(estimates.map(({ pairs }) => pairs))];
    const [first] = errors;
    const root = sizes.map((pairs) => ({ pairs, rmse: first.rmse * Math.sqrt(first.pairs / pairs) }));
    const bars = errors.map(({ pairs, rmse, standardError }) => ({
      pairs,
      rmse,
      low: Math.max(rmse - 2 * standardError, rmse / 4),
      high: rmse + 2 * standardError,
    }));
    const paths = nestedPaths(estimates).flatMap(({ dataSeed, points }) =>
      points
        .filter(({ supremum }) => Number.isFinite(supremum))
        .map(({ pairs, error, supremum }) => ({
          pairs,
          path: String(dataSeed),
          nats: estimates[0].truth + error,
          supremum,
        })),
    );
    const line = (field: string, y: JsonObject, title: string | null): JsonObject => ({
      data: { values: paths },
      mark: { type: 'line', strokeWidth: 1, opacity: 0.7, color: okabeIto.vermillion },
      encoding: { x: sizeAxis(sizes, title), y: { ...y, field }, detail: { field: 'path', type: 'nominal' } },
    });
    const logarithmic = (title: string): JsonObject => ({
      type: 'quantitative',
      scale: { type: 'log', nice: false },
      axis: { title, values: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1], format: '~g' },
    });
    const level = (value: number, y: JsonObject, mark: JsonObject): JsonObject => ({
      data: { values: [{ value }] },
      mark: { type: 'rule', ...mark },
      encoding: { y: { ...y, field: 'value' } },
    });
    const [rmse, supremum] = [logarithmic('RMSE (nats)'), logarithmic('sup |I − I_m| (nats)')];
    const values = { type: 'quantitative', scale: { zero: false }, axis: { title: 'estimate (nats)', tickCount: 5 } };
    const x = sizeAxis(sizes, null);
    return {
      title: {
        text: this.title,
        subtitle: [statusLine(estimates.map(({ row }) => row)), ...sizeNote(estimates, options)],
      },
      columns: 1,
      spacing: 8,
      concat: [
        {
          width,
          height: 150,
          layer: [
            {
              data: { values: root },
              mark: { type: 'line', style: 'truthCurve', strokeWidth: 3 },
              encoding: { x, y: { ...rmse, field: 'rmse' } },
            },
            {
              data: { values: bars },
              mark: { type: 'rule', strokeWidth: 1.6, color: okabeIto.vermillion },
              encoding: { x, y: { ...rmse, field: 'low' }, y2: { field: 'high' } },
            },
            {
              data: { values: bars },
              mark: { type: 'point', style: 'mean', filled: true, color: okabeIto.vermillion, shape: 'square' },
              encoding: { x, y: { ...rmse, field: 'rmse' } },
            },
          ],
        },
        {
          width,
          height: 140,
          layer: [level(estimates[0].truth, values, { style: 'truth' }), line('nats', values, null)],
        },
        {
          width,
          height: 140,
          layer: [
            level(options.epsilon, supremum, { style: 'reference', strokeDash: [4, 3] }),
            line('supremum', supremum, 'pairs n'),
          ],
        },
      ],
    };
  },
});
