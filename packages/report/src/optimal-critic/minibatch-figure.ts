import type { Figure, JsonObject } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { lineNames, pixelsAlong } from '../figures/line-names.ts';
import { studyRecords, studyStatus } from '../rows/study-record.ts';
import { estimatorName } from '../theme/names.ts';
import { appearances } from '../theme/palette.ts';
import { minibatchBounds, minibatchRows, nwjVariance } from './minibatch-rows.ts';

const width = 285;

/** Mean and variance of DV, NWJ and InfoNCE at their optimal critics on minibatches, against the true information. */
export const optimalCriticFigure = (options: Omit<FigureOptions, 'where'>): Figure => ({
  ...figureHead(options, {
    title: 'Minibatch values at the optimal critic',
    caption:
      "Top: the mean over minibatches of each bound at its optimal critic, with the truth as a line and log b, which no InfoNCE exceeds, dashed. Middle: the mean less the truth on a symmetric logarithm. Bottom: the variance, with NWJ's closed form d ρ²/b + (e^(2I) − 1)/n' as a line; beyond I = .5 fourth moments are infinite or nearly so and the variance over any number of replicates falls short of it, so nothing is judged there. Bars are three standard errors, where they mean something.",
    alt: 'Three panels against the true mutual information: the mean of DV lies above the truth, that of NWJ scatters about it, InfoNCE stays under log b; the variance of NWJ follows its exponential closed form while the information is small, and no longer where it is large.',
  }),
  draw(records): JsonObject | null {
    const rows = minibatchRows(records);
    if (rows.length === 0) return null;
    const looks = appearances([...minibatchBounds]);
    const names = minibatchBounds.map(estimatorName);
    const range = (key: 'color' | 'shape') => minibatchBounds.map((id) => looks.get(id)?.[key] ?? 'circle');
    const color = { field: 'bound', type: 'nominal', scale: { domain: names, range: range('color') }, legend: null };
    const shape = { field: 'bound', type: 'nominal', scale: { domain: names, range: range('shape') }, legend: null };
    const points = rows.flatMap((row) =>
      minibatchBounds.map((id) => {
        const { mean, standardError, variance, varianceStandardError } = row.values[id];
        const margin = 3 * standardError;
        return {
          bound: estimatorName(id),
          truth: row.truth,
          mean,
          low: mean - margin,
          high: mean + margin,
          bias: mean - row.truth,
          biasLow: mean - row.truth - margin,
          biasHigh: mean - row.truth + margin,
          variance,
          varianceLow: Math.max(variance - 3 * varianceStandardError, variance / 3),
          varianceHigh: variance + 3 * varianceStandardError,
        };
      }),
    );
    const most = Math.max(...rows.map(({ truth }) => truth));
    const x = {
      field: 'truth',
      type: 'quantitative',
      scale: { domain: [0, 1.05 * most], nice: false },
      axis: { title: 'true mutual information I (nats)', grid: false, tickCount: 6 },
    };
    const { batchSize } = rows[0];
    const grid = Array.from({ length: 61 }, (_, k) => ({ ...rows[0], truth: 0.05 + ((most - 0.05) * k) / 60 }));
    // NWJ falls by tens of nats; what lies below zero is in the panel of the bias
    const top = Math.max(...points.map(({ mean }) => mean));
    const shown = points.filter(({ mean }) => mean >= -0.5);
    const curve = grid.map((row) => ({ bound: 'NWJ', truth: row.truth, variance: nwjVariance(row) }));
    const [lows, highs] = [points.map(({ biasLow }) => biasLow), points.map(({ biasHigh }) => biasHigh)];
    const spreads = [...points, ...curve].map(({ variance }) => variance);
    const panel = (
      height: number,
      values: readonly JsonObject[],
      fields: readonly [string, string, string],
      y: JsonObject,
      lines: readonly JsonObject[],
    ): JsonObject => {
      const up = pixelsAlong(y.scale as JsonObject, height);
      const across = pixelsAlong(x.scale, width);
      const ends = minibatchBounds.flatMap((id) => {
        const end = values.filter(({ bound }) => bound === estimatorName(id)).at(-1);
        if (end === undefined) return [];
        const [at, value] = [across(Number(end.truth)), Number(end[fields[0]])];
        return [{ name: estimatorName(id), x: at, y: height - up(value), look: looks.get(id) ?? { color: '#7F7F7F' } }];
      });
      return {
        width,
        height,
        layer: [
          ...lines,
          {
            data: { values: [...values] },
            mark: { type: 'rule', strokeWidth: 1.4, clip: true },
            encoding: { x, y: { ...y, field: fields[1] }, y2: { field: fields[2] }, color },
          },
          {
            data: { values: [...values] },
            mark: { type: 'point', style: 'mean', filled: true },
            encoding: { x, y: { ...y, field: fields[0] }, color, shape },
          },
          ...lineNames(ends, width),
        ],
      };
    };
    const level = (value: number, label: string, y: JsonObject): JsonObject[] => [
      {
        data: { values: [{ value }] },
        mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
        encoding: { y: { ...y, field: 'value' } },
      },
      {
        data: { values: [{ value, truth: most, label }] },
        mark: { type: 'text', style: 'truthLabel', align: 'right', baseline: 'top', dy: 4 },
        encoding: { x, y: { ...y, field: 'value' }, text: { field: 'label', type: 'nominal' } },
      },
    ];
    const means = {
      type: 'quantitative',
      scale: { domain: [Math.min(0, ...shown.map(({ mean }) => mean)), 1.05 * top], nice: false },
      axis: { title: 'mean (nats)', tickCount: 6 },
    };
    const biases = {
      type: 'quantitative',
      scale: {
        type: 'symlog',
        constant: 0.03,
        domain: [1.5 * Math.min(...lows), 1.5 * Math.max(...highs)],
        nice: false,
      },
      axis: { title: 'mean − I (nats)', values: [-1000, -100, -10, -1, -0.1, 0, 0.1, 1, 10], format: '~g' },
    };
    const variances = {
      type: 'quantitative',
      scale: { type: 'log', domain: [Math.min(...spreads) / 2, 2 * Math.max(...spreads)], nice: false },
      axis: { title: 'variance (nats²)', format: '.0e', tickCount: 5 },
    };
    return {
      title: { text: this.title, subtitle: [studyStatus(studyRecords(records, 'minibatch-oracle'))] },
      columns: 1,
      resolve: { scale: { color: 'shared', shape: 'shared' } },
      concat: [
        panel(180, shown, ['mean', 'low', 'high'], means, [
          {
            data: {
              values: [
                { truth: 0, mean: 0 },
                { truth: 1.05 * most, mean: 1.05 * most },
              ],
            },
            mark: { type: 'line', style: 'truth', clip: true },
            encoding: { x, y: { ...means, field: 'mean' } },
          },
          ...level(Math.log(batchSize), `log ${batchSize}`, means),
        ]),
        panel(160, points, ['bias', 'biasLow', 'biasHigh'], biases, [
          {
            data: { values: [{ zero: 0 }] },
            mark: { type: 'rule', style: 'zero' },
            encoding: { y: { ...biases, field: 'zero' } },
          },
        ]),
        panel(170, points, ['variance', 'varianceLow', 'varianceHigh'], variances, [
          {
            data: { values: curve },
            mark: { type: 'line', strokeWidth: 1.3 },
            encoding: { x, y: { ...variances, field: 'variance' }, color },
          },
        ]),
      ],
    };
  },
});
