import type { Figure, JsonObject } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { lineNames, pixelsAlong } from '../figures/line-names.ts';
import { studyRecords, studyStatus } from '../rows/study-record.ts';
import { okabeIto } from '../theme/palette.ts';
import { expectedDistinct, type PairRow, pairRows } from './pair-rows.ts';

const width = 280;
const height = 130;
const looks: Readonly<Record<string, readonly [color: string, shape: string]>> = {
  shuffle: [okabeIto.vermillion, 'circle'],
  replace: [okabeIto.orange, 'square'],
  derange: [okabeIto.blue, 'triangle-up'],
  shift: [okabeIto.skyBlue, 'diamond'],
};

function ratePanel(rows: readonly PairRow[]): JsonObject {
  const modes = Object.keys(looks).filter((mode) => rows.some((row) => row.mode === mode));
  const values = rows.map(({ mode, n, fixedPoints: { mean, standardError } }) => {
    // Side by side: shuffle and replace, derange and shift stand at the same height.
    const place = n * 1.07 ** (modes.indexOf(mode) - (modes.length - 1) / 2);
    return {
      mode,
      n: place,
      rate: n * mean,
      low: n * (mean - 3 * standardError),
      high: n * (mean + 3 * standardError),
    };
  });
  const sizes = [...new Set(rows.map(({ n }) => n))].sort((a, b) => a - b);
  const x = {
    field: 'n',
    type: 'quantitative',
    scale: { type: 'log', domain: [sizes[0] / 1.4, sizes[sizes.length - 1] * 1.4], nice: false },
    axis: { title: 'rows n of the pool', values: sizes, format: '~d', grid: false },
  };
  const y = {
    type: 'quantitative',
    scale: { domain: [-0.1, 1.2], nice: false },
    axis: { title: 'n × share of joint pairs', values: [0, 0.5, 1], format: '~g' },
  };
  const scale = (at: 0 | 1) => ({ domain: modes, range: modes.map((mode) => looks[mode][at]) });
  const color = { field: 'mode', type: 'nominal', scale: scale(0), legend: null };
  const shape = { field: 'mode', type: 'nominal', scale: scale(1), legend: null };
  const [across, up] = [pixelsAlong(x.scale, width), pixelsAlong(y.scale, height)];
  const ends = modes.map((mode) => {
    const last = values.filter((value) => value.mode === mode).reduce((a, b) => (b.n > a.n ? b : a));
    const [color, shape] = looks[mode];
    return { name: mode, x: across(last.n), y: height - up(last.rate), look: { color, shape } };
  });
  return {
    width,
    height,
    layer: [
      {
        data: { values: [{ level: 0 }, { level: 1 }] },
        mark: { type: 'rule', style: 'truth' },
        encoding: { y: { ...y, field: 'level' } },
      },
      {
        data: { values },
        mark: { type: 'rule', strokeWidth: 1.6 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        data: { values },
        mark: { type: 'point', style: 'mean', filled: true },
        encoding: { x, y: { ...y, field: 'rate' }, color, shape },
      },
      ...lineNames(ends, width),
    ],
  };
}

function coveragePanel(rows: readonly PairRow[]): JsonObject {
  const [{ n }] = rows;
  const sizes = rows.map(({ size }) => size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const curve = Array.from({ length: 61 }, (_, k) => {
    const size = least * (most / least) ** (k / 60);
    return { size, share: expectedDistinct(n, size) / n ** 2 };
  });
  const values = rows.map(({ size, distinct }) => ({ size, share: distinct.mean / n ** 2 }));
  const x = {
    field: 'size',
    type: 'quantitative',
    scale: { type: 'log', domain: [least / 1.3, most * 1.3], nice: false },
    axis: {
      title: `n' pairs drawn with replacement, n = ${n}`,
      values: [10, 100, 1000, 10_000],
      format: '~s',
      grid: false,
    },
  };
  const y = {
    field: 'share',
    type: 'quantitative',
    scale: { domain: [0, 1], nice: false },
    axis: { title: 'share of n² pairs drawn', tickCount: 5 },
  };
  return {
    width,
    height,
    layer: [
      { data: { values: curve }, mark: { type: 'line', style: 'truthCurve', strokeWidth: 4 }, encoding: { x, y } },
      {
        data: { values },
        mark: { type: 'point', style: 'mean', filled: true, color: looks.replace[0], shape: 'square' },
        encoding: { x, y },
      },
    ],
  };
}

/** How many reference pairs are joint ones, by mode, and how many different ones there are, against their exact expectations. */
export const pairCounts = (options: Omit<FigureOptions, 'where'>): Figure => ({
  ...figureHead(options, {
    title: 'Joint pairs among references, and different pairs',
    caption:
      "Top: n times the share of reference pairs that pair a row with itself; 1 where it may (shuffle, replace), 0 where it may not (derange, shift). Bottom: different pairs among n' drawn with replacement, as a share of n², with n²(1 − (1 − n⁻²)^n') as a line. Bars are three standard errors over independent draws.",
    alt: "Two panels: shuffle and replace lie on the line of one, derange and shift on zero; the share of different pairs rises with n' along its formula.",
  }),
  draw(records): JsonObject | null {
    const rows = pairRows(records);
    const drawn = rows.filter(({ mode, picture, size, n }) => mode === 'replace' && (picture !== null || size !== n));
    const counted = rows.filter(({ size, n, picture }) => size === n && picture === null);
    const panels = [
      ...(counted.length > 0 ? [ratePanel(counted)] : []),
      ...(drawn.length > 0 ? [coveragePanel(drawn)] : []),
    ];
    if (panels.length === 0) return null;
    return {
      title: { text: this.title, subtitle: [studyStatus(studyRecords(records, 'resampling'))] },
      columns: 1,
      concat: panels,
    };
  },
});
