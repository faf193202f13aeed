import type { Figure, JsonObject } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { panelLines } from '../figures/lost-marks.ts';
import { sequentialRange } from '../theme/palette.ts';
import { type PairRow, pairRows } from './pair-rows.ts';

export interface PairGridsOptions extends Omit<FigureOptions, 'where'> {
  /** Which draws it shows, in their order: mode and n'. */
  readonly draws: readonly (readonly [mode: string, size: number])[];
}

const side = 80;

const heading = ({ mode, size, distinct, n }: PairRow): string[] => [
  `n' = ${size}`,
  mode === 'replace' ? 'with' : 'without',
  'replacement',
  `${((100 * distinct.mean) / n ** 2).toFixed(1)}% of n²`,
];

/** Which rows of x are paired with which rows of y. */
function pairGrid(row: PairRow, first: boolean): JsonObject {
  const pairs = [...new Set(row.picture?.pairs)];
  const axis = (title: string | null): JsonObject => ({
    type: 'quantitative',
    scale: { domain: [0, row.n], nice: false },
    axis: {
      title,
      values: [0, row.n / 2, row.n],
      labelFlush: true,
      grid: false,
      ...(title === null ? { labels: false } : {}),
    },
  });
  return {
    width: side,
    height: side,
    layer: [
      {
        data: { values: pairs.map((pair) => ({ x: Math.floor(pair / row.n) + 0.5, y: (pair % row.n) + 0.5 })) },
        mark: { type: 'point', shape: 'square', size: 1.6, filled: true, opacity: 1, color: '#D55E00' },
        encoding: {
          x: { field: 'x', ...axis('row of x') },
          y: { field: 'y', ...axis(first ? 'row of y' : null) },
        },
      },
      ...panelLines(heading(row)),
    ],
  };
}

/** The kernel density of those pairs. */
function densityMap({ picture }: PairRow, most: number, first: boolean): JsonObject {
  if (picture === null) return {};
  const { low, high, side: cells, density, distance } = picture;
  const width = (high - low) / cells;
  const edge = (index: number): number => low + index * width;
  const values = density.flatMap((value, index) => {
    // What is as pale as the ground is left to it: half of the cells.
    if (value < 0.01 * most) return [];
    const [column, row] = [index % cells, Math.floor(index / cells)];
    return [{ x: edge(column), x2: edge(column + 1), y: edge(row), y2: edge(row + 1), density: value }];
  });
  const axis = (title: string | null): JsonObject => ({
    type: 'quantitative',
    scale: { domain: [low, high], nice: false },
    axis: { title, values: [-2, 0, 2], grid: false, ...(title === null ? { labels: false } : {}) },
  });
  return {
    width: side,
    height: side,
    view: { fill: sequentialRange[0] },
    layer: [
      {
        data: { values },
        // Neighbours overlap by a hair, or the paper shines through between them.
        mark: { type: 'rect', strokeWidth: 0.5 },
        encoding: {
          x: { field: 'x', ...axis('x') },
          x2: { field: 'x2' },
          y: { field: 'y', ...axis(first ? 'y' : null) },
          y2: { field: 'y2' },
          ...Object.fromEntries(
            ['fill', 'stroke'].map((channel) => [
              channel,
              {
                field: 'density',
                type: 'quantitative',
                scale: { domain: [0, most / 2, most], range: [...sequentialRange], interpolate: 'rgb', clamp: true },
                legend: null,
              },
            ]),
          ),
        },
      },
      ...panelLines(['distance', distance.toFixed(3)]),
    ],
  };
}

/** Reference pairs of single draws out of one sample, as a grid of rows and as a kernel density, for several n' with and without replacement. */
export const pairGrids = (options: PairGridsOptions): Figure => ({
  ...figureHead(options, {
    title: 'Reference pairs out of one sample',
    caption:
      "Single draws of n' reference pairs out of one sample of n correlated normal pairs (ρ = .75). Top: which row of x is paired with which row of y; joint pairs would lie on the diagonal. Bottom: kernel density of those pairs (one width for all panels), and its total variation distance to the density of all n² pairs, which no n' betters. Without replacement n' is at most n; with it the pairs fill the square and the density becomes that of independent x and y.",
    alt: "Two rows of panels for growing n': a square grid of dots that fills up, and below it a density that turns from a few blobs into a round one.",
  }),
  draw(records): JsonObject | null {
    const rows = pairRows(records).filter(({ picture }) => picture !== null);
    const shown = options.draws.flatMap(
      ([mode, size]) => rows.find((row) => row.mode === mode && row.size === size) ?? [],
    );
    if (shown.length === 0) return null;
    const last = shown[shown.length - 1];
    const most = Math.max(...(last.picture?.density ?? [1]));
    return {
      title: { text: this.title, subtitle: [`n = ${last.n}; ${shown.length} draws of one sample`] },
      columns: shown.length,
      spacing: 8,
      concat: [
        ...shown.map((row, index) => pairGrid(row, index === 0)),
        ...shown.map((row, index) => densityMap(row, most, index === 0)),
      ],
    };
  },
});
