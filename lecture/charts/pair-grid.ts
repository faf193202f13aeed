import { okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, digits, grouped } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { quantity } from './axes.ts';
import { drawnPairs, modeNames } from './drawn-pairs.ts';
import { numberTable } from './table.ts';

/** One draw of reference pairs, and the density that it makes, for several n' with and without replacement. */
export function pairGridChart(records: Records): Chart {
  const drawn = drawnPairs(records).flatMap((one) => (one.picture ? [{ ...one, picture: one.picture }] : []));
  const distinct = <T extends string | number>(of: (one: (typeof drawn)[number]) => T): T[] => [
    ...new Set(drawn.map(of)),
  ];
  const sizes = distinct(({ size }) => size).sort((a, b) => a - b);
  const modes = Object.keys(modeNames).filter((mode) => drawn.some((one) => one.mode === mode));
  const { side, low, high } = drawn[0].picture.density;
  const top = Math.max(...drawn.flatMap(({ picture }) => picture.density.values));
  const rows = drawn.map(({ n, size, mode, picture }) => {
    const pairs = [...new Set(picture.pairs)].map((pair) => [Math.floor(pair / n), pair % n]);
    return {
      size,
      mode,
      px: pairs.map(([row]) => picture.x[row]),
      py: pairs.map(([, row]) => picture.y[row]),
      joint: pairs.map(([a, b]) => (a === b ? 'joint pair' : 'rows that do not belong together')),
      density: picture.density.values.map((value) => digits(value, 3)),
    };
  });
  const frame = { domain: [low, high], nice: false, clamp: true };
  const [x, y] = ['x', 'y'].map((name) => quantity(`p${name}`, name, { scale: frame }));
  const here = { filter: 'datum.size === size && datum.mode === mode' };
  const width = (high - low) / side;
  const edge = (index: string, offset: number): string => `${low} + (${index} + ${offset}) * ${width}`;
  return {
    id: 'pair-grid',
    title: 'Reference pairs of one sample, and their density',
    caption: `First panel: the different pairs of one draw from a sample of ${drawn[0].n} rows; joint pairs are squares. Second panel: a kernel estimate of the density of all pairs drawn, one bandwidth throughout. Without replacement there are at most n pairs.`,
    alt: 'Two panels: a grid-like scatter of pairs that fills up with n prime, and the density of the pairs, which is patchy for few pairs and becomes round, that of the product of the marginals, for many.',
    controls: [
      {
        name: 'size',
        kind: 'slider',
        label: 'reference pairs n′',
        values: sizes,
        initial: sizes.includes(100) ? 100 : sizes[0],
        show: (value) => grouped(Number(value)),
      },
      {
        name: 'mode',
        kind: 'choice',
        label: 'replacement',
        values: modes,
        initial: modes[0],
        show: (value) => modeNames[value],
      },
    ],
    rows,
    panels: [
      {
        height: 260,
        transform: [here, { flatten: ['px', 'py', 'joint'] }],
        mark: { type: 'point', size: 14, opacity: 0.75, filled: true },
        encoding: {
          x,
          y,
          color: {
            field: 'joint',
            type: 'nominal',
            title: null,
            scale: {
              domain: ['rows that do not belong together', 'joint pair'],
              range: [okabeIto.blue, okabeIto.vermillion],
            },
            legend: { orient: 'bottom', columns: 1 },
          },
          shape: {
            field: 'joint',
            type: 'nominal',
            title: null,
            scale: { domain: ['rows that do not belong together', 'joint pair'], range: ['circle', 'square'] },
          },
        },
      },
      {
        height: 260,
        transform: [
          here,
          { flatten: ['density'] },
          { window: [{ op: 'row_number', as: 'cell' }] },
          { calculate: edge(`(datum.cell - 1) % ${side}`, 0), as: 'x0' },
          { calculate: edge(`(datum.cell - 1) % ${side}`, 1), as: 'x1' },
          { calculate: edge(`floor((datum.cell - 1) / ${side})`, 0), as: 'y0' },
          { calculate: edge(`floor((datum.cell - 1) / ${side})`, 1), as: 'y1' },
        ],
        mark: { type: 'rect', color: okabeIto.bluishGreen },
        encoding: {
          x: { ...x, field: 'x0' },
          x2: { field: 'x1' },
          y: { ...y, field: 'y0' },
          y2: { field: 'y1' },
          opacity: {
            field: 'density',
            type: 'quantitative',
            title: 'density',
            scale: { domain: [0, top], range: [0, 1] },
            // few, so that both legends fit beside each other on a telephone
            legend: { orient: 'bottom', values: [top / 5, top / 2, top], format: '.2f' },
          },
        },
      },
    ],
    reading({ size, mode }) {
      const found = drawn.find((one) => one.size === size && one.mode === mode);
      const about = `n′ = ${grouped(Number(size))}, ${modeNames[mode]}`;
      if (!found) return `${about}: there is no such draw; without replacement n′ is at most n.`;
      const { n, picture } = found;
      const pairs = [...new Set(picture.pairs)];
      const joint = pairs.filter((pair) => Math.floor(pair / n) === pair % n).length;
      return `${about}: ${grouped(pairs.length)} different ones of ${grouped(n * n)} pairs, ${joint} of them joint. Total variation distance to the density of all pairs: ${decimals(picture.distanceToAllPairs, 3)}.`;
    },
    table: numberTable(
      'Draws of reference pairs, means over many',
      ['replacement', 'n', 'n′', 'share of joint pairs', 'different pairs', 'distance to all pairs'],
      drawn.map((one) => [one.name, one.n, one.size, one.fixedPoints, one.distinct, one.picture.distanceToAllPairs]),
    ),
  };
}
