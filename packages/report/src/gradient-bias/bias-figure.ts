import type { Figure, JsonObject } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { lineNames, pixelsAlong } from '../figures/line-names.ts';
import { studyRecords, studyStatus } from '../rows/study-record.ts';
import { okabeIto } from '../theme/palette.ts';
import { type BiasRange, remainingShares } from './bias-claims.ts';
import { biasRows } from './bias-rows.ts';
import { predictedBias } from './predicted-bias.ts';

export interface GradientBiasFigureOptions extends Omit<FigureOptions, 'where'> {
  /** What claims judge: filled marks. */
  readonly ranges: readonly BiasRange[];
}

const width = 285;
const height = 180;
const colors = [okabeIto.blue, okabeIto.vermillion, okabeIto.bluishGreen] as const;
const name = (scale: number): string => `t = ${scale}xy`;
const logarithmic = (domain: readonly [number, number]): JsonObject => ({
  type: 'log',
  domain: [...domain],
  nice: false,
});

/** Bias of the minibatch gradient against n', n' times it against its limit, and what a moving average leaves of it. */
export const gradientBiasFigure = (options: GradientBiasFigureOptions): Figure => ({
  ...figureHead(options, {
    title: 'Bias of the minibatch gradient',
    caption:
      "Bias of the gradient of Donsker-Varadhan by a for the critic t = a x y on independent standard normal pairs, from n' reference pairs, with the mean-zero first-order term taken out as a control variate. Top: against n', with the first-order formula as lines. Middle: n' times the bias, with the formula's coefficient as lines; filled marks are judged, open ones show higher orders. Bottom: the share of the bias that is left where a moving average of weight w on the new batch stands for the batch's mean, with the formula as lines. Bars are three standard errors.",
    alt: "Three panels: the gradient's bias falls as 1/n' along its formula for two critics; n' times the bias approaches its coefficient from below; a moving average leaves a share of the bias that falls with its weight as the formula says.",
  }),
  draw(records): JsonObject | null {
    const rows = biasRows(records);
    const plain = rows.filter(({ weight, mean }) => weight === 1 && mean > 0);
    if (plain.length === 0) return null;
    const scales = [...new Set(plain.map(({ scale }) => scale))];
    const color = {
      field: 'critic',
      type: 'nominal',
      scale: { domain: scales.map(name), range: [...colors] },
      legend: null,
    };
    const sizes = plain.map(({ referenceSize }) => referenceSize);
    const edges = [Math.min(...sizes) / 1.3, Math.max(...sizes) * 1.3] as const;
    const x = {
      field: 'n',
      type: 'quantitative',
      scale: logarithmic(edges),
      axis: { title: "reference pairs n'", values: [...new Set(sizes)], format: '~d', grid: false },
    };
    const points = plain.map(({ scale, referenceSize: n, mean, standardError }) => {
      const margin = 3 * standardError;
      const judged = options.ranges.some((range) => range.scale === scale && n >= range.from && n <= range.to);
      return {
        critic: name(scale),
        n,
        judged,
        bias: mean,
        low: Math.max(mean - margin, mean / 10),
        high: mean + margin,
        scaled: n * mean,
        scaledLow: n * (mean - margin),
        scaledHigh: n * (mean + margin),
      };
    });
    const formula = scales.flatMap((scale) =>
      edges.map((n) => ({ critic: name(scale), n, bias: predictedBias(scale) / n, scaled: predictedBias(scale) })),
    );
    const names = (valueAt: (scale: number) => number, y: JsonObject): JsonObject[] => {
      const up = pixelsAlong(y.scale as JsonObject, height);
      return lineNames(
        scales.map((scale, k) => {
          const look = { color: colors[k % colors.length] };
          return { name: name(scale), x: width, y: height - up(valueAt(scale)), look };
        }),
        width,
      );
    };
    const marks = (field: 'bias' | 'scaled', low: string, high: string, y: JsonObject): JsonObject[] => [
      {
        data: { values: formula },
        mark: { type: 'line', strokeWidth: 1.2 },
        encoding: { x, y: { ...y, field }, color },
      },
      {
        data: { values: points },
        mark: { type: 'rule', strokeWidth: 1.6 },
        encoding: { x, y: { ...y, field: low }, y2: { field: high }, color },
      },
      ...[true, false].map((judged) => ({
        data: { values: points.filter((point) => point.judged === judged) },
        mark: judged ? { type: 'point', style: 'mean', filled: true } : { type: 'point', style: 'replicate', size: 40 },
        encoding: { x, y: { ...y, field }, color },
      })),
      ...names((scale) => predictedBias(scale) / (field === 'bias' ? edges[1] : 1), y),
    ];
    const heights = [...points, ...formula].map(({ bias }) => bias);
    const most = Math.max(...points.map(({ scaledHigh }) => scaledHigh), ...formula.map(({ scaled }) => scaled));
    const panels: JsonObject[] = [
      {
        width,
        height,
        layer: marks('bias', 'low', 'high', {
          type: 'quantitative',
          scale: logarithmic([Math.min(...heights) / 1.3, Math.max(...heights) * 1.3]),
          axis: { title: 'bias of the gradient (nats)', format: '.0e', tickCount: 4 },
        }),
      },
      {
        width,
        height,
        layer: marks('scaled', 'scaledLow', 'scaledHigh', {
          type: 'quantitative',
          scale: { domain: [0, 1.08 * most], nice: false },
          axis: { title: "n' × bias (nats)", tickCount: 5 },
        }),
      },
    ];
    const shares = remainingShares(rows);
    if (shares.length > 0) panels.push(reduction(shares, color));
    return {
      title: { text: this.title, subtitle: [studyStatus(studyRecords(records, 'gradient-bias'))] },
      columns: 1,
      concat: panels,
      resolve: { scale: { color: 'shared' } },
    };
  },
});

function reduction(shares: ReturnType<typeof remainingShares>, color: JsonObject): JsonObject {
  const least = Math.min(...shares.map(({ weight }) => weight)) / 1.5;
  const grid = Array.from({ length: 41 }, (_, k) => least ** (1 - k / 40));
  const curve = [...new Set(shares.map(({ scale }) => scale))].flatMap((scale) =>
    grid.map((weight) => ({ critic: name(scale), weight, share: predictedBias(scale, weight) / predictedBias(scale) })),
  );
  const points = shares.map(({ scale, weight, share, standardError }) => ({
    critic: name(scale),
    weight,
    share,
    low: Math.max(share - 3 * standardError, share / 10),
    high: share + 3 * standardError,
  }));
  const x = {
    field: 'weight',
    type: 'quantitative',
    scale: logarithmic([least, 1.05]),
    axis: { title: 'weight w of the new batch', values: [0.01, 0.03, 0.1, 0.3, 1], format: '~g', grid: false },
  };
  const y = {
    type: 'quantitative',
    scale: { type: 'log', nice: false },
    axis: { title: 'share of the bias left', values: [0.003, 0.01, 0.03, 0.1, 0.3, 1], format: '~g' },
  };
  return {
    width,
    height: 170,
    layer: [
      {
        data: { values: curve },
        mark: { type: 'line', strokeWidth: 1.2 },
        encoding: { x, y: { ...y, field: 'share' }, color },
      },
      {
        data: { values: points },
        mark: { type: 'rule', strokeWidth: 1.6 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        data: { values: points },
        mark: { type: 'point', style: 'mean', filled: true },
        encoding: { x, y: { ...y, field: 'share' }, color },
      },
    ],
  };
}
