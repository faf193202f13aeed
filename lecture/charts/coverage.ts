import { expectedDistinct, okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, grouped } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { logarithmic, only } from './axes.ts';
import { drawnPairs } from './drawn-pairs.ts';
import { numberTable } from './table.ts';

/** Different pairs against n', with the formula. */
export function coverageChart(records: Records): Chart {
  const drawn = drawnPairs(records).filter(({ mode }) => mode === 'replace');
  const pools = [...new Set(drawn.map(({ n }) => n))];
  const curve = pools.flatMap((n) =>
    Array.from({ length: 61 }, (_, k) => 10 ** (1 + k / 15)).map((size) => ({
      mark: 'formula',
      n,
      size: Math.round(size),
      distinct: expectedDistinct(n, Math.round(size)),
    })),
  );
  const read = drawn.map(({ n, size, distinct }) => ({ mark: 'read', n, size, distinct }));
  const sizes = [...new Set(drawn.map(({ size }) => size))].sort((a, b) => a - b);
  const tens = [10, 100, 1000, 10_000, 100_000];
  const x = logarithmic('size', 'reference pairs n′', [10, 100, 1000, 10_000]);
  const y = logarithmic('distinct', 'different pairs', tens);
  const color = {
    field: 'n',
    type: 'nominal',
    title: 'rows n',
    scale: { range: [okabeIto.blue, okabeIto.vermillion, okabeIto.bluishGreen, okabeIto.reddishPurple] },
    legend: { orient: 'bottom' },
  };
  return {
    id: 'coverage',
    title: 'How many different pairs n′ draws hold',
    caption:
      'Curves: n²(1 − (1 − n⁻²)^n′). Points: means over many draws with replacement, large at the chosen n′. Both axes are logarithmic.',
    alt: 'Different pairs against draws on logarithmic axes: along the diagonal at first, then level at n squared.',
    controls: [
      {
        name: 'chosen',
        kind: 'slider',
        label: 'reference pairs n′',
        values: sizes,
        initial: sizes.includes(2000) ? 2000 : sizes[0],
        show: (value) => grouped(Number(value)),
      },
    ],
    rows: [...curve, ...read],
    panels: [
      {
        height: 260,
        encoding: { x, y, color },
        layer: [
          { ...only('formula'), mark: { type: 'line' } },
          { ...only('read'), mark: { type: 'point', size: 40, tooltip: true } },
          { ...only('read', 'datum.size === chosen'), mark: { type: 'point', size: 150, filled: true, opacity: 1 } },
        ],
      },
    ],
    reading({ chosen }) {
      const parts = drawn
        .filter(({ size }) => size === chosen)
        .map(
          (one) =>
            `n = ${one.n}: ${decimals(one.distinct, 1)} ± ${decimals(one.distinctError, 1)} different pairs where ${decimals(expectedDistinct(one.n, one.size), 1)} are expected, share of joint pairs ${decimals(one.fixedPoints, 5)} where 1/n = ${decimals(1 / one.n, 5)}`,
        );
      return `n′ = ${grouped(Number(chosen))}; ${parts.join('; ')}.`;
    },
    table: numberTable(
      'Draws with replacement',
      ['n', 'n′', 'different pairs', 'standard error', 'expected', 'share of joint pairs', '1/n'],
      drawn.map((one) => [
        one.n,
        one.size,
        one.distinct,
        one.distinctError,
        expectedDistinct(one.n, one.size),
        one.fixedPoints,
        1 / one.n,
      ]),
    ),
  };
}
