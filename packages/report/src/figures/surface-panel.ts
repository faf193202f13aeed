import type { JsonObject } from '@minebench/core';
import { divergingScale, inkOn, sequentialScale, type TileScale, tileColor } from '../theme/tile-color.ts';
import { panelLines } from './lost-marks.ts';

export type Measure = 'bias' | 'spread';

/** One tile: a group of replicates. */
export interface SurfaceCell {
  readonly [key: string]: string | number | null;
  readonly x: string;
  readonly y: string;
  readonly value: number | null;
  /** The value as its label rounds it, which gives the tile its colour: equal numbers look equal. */
  readonly shown: number | null;
  readonly label: string;
  /** The interval; empty where there is none. */
  readonly interval: string;
  /** How many cells were lost; empty where none was, and where the label says it. */
  readonly lost: string;
}

export interface SurfaceOptions {
  readonly measure: Measure;
  /** Magnitude at the end of the colour scale, nats. */
  readonly limit: number;
  readonly domain: { readonly x: readonly string[]; readonly y: readonly string[] };
  /** Of a tile, in pixels. */
  readonly tileWidth: number;
  /** Lines above it. */
  readonly heading: readonly string[];
  readonly xTitle: string | null;
  readonly yTitle: string | null;
}

/** Of the interval below a number. */
const smallSize = 9;

/** Widths of glyphs in the figures' font, in em: digits are all as wide. */
const glyphWidth = (glyph: string): number => (/\d/.test(glyph) ? 0.636 : glyph === '−' ? 0.838 : 0.318);

/** Of the widest interval, in pixels; at least what a number needs. */
export const widestInterval = (cells: readonly SurfaceCell[]): number =>
  Math.max(
    46,
    ...cells.map(({ interval }) =>
      Math.ceil(smallSize * [...interval].reduce((sum, glyph) => sum + glyphWidth(glyph), 0)),
    ),
  );

/** Of one, two and three lines of text from the middle of their tile, in pixels. */
const lineOffsets = [[0], [-5, 8], [-10, 3, 13]] as const;

const tooltip: JsonObject[] = [
  { field: 'value', title: 'nats', type: 'quantitative', format: '.4~f' },
  { field: 'low', title: '95% low', type: 'quantitative', format: '.4~f' },
  { field: 'high', title: '95% high', type: 'quantitative', format: '.4~f' },
  { field: 'truth', title: 'true MI (nats)', type: 'quantitative', format: '.4~f' },
  { field: 'replicates', title: 'replicates', type: 'nominal' },
];

const inks = ['tileLight', 'tileDark', 'tileEmpty'] as const;

/** Ink that stands out from the tile's colour, which is the same on paper and on dark screens. */
const inkOf = ({ shown }: SurfaceCell, scale: TileScale): (typeof inks)[number] =>
  shown === null ? 'tileEmpty' : inkOn(tileColor(shown, scale)) === 'white' ? 'tileLight' : 'tileDark';

/** One heat map. */
export function surfacePanel(cells: readonly SurfaceCell[], options: SurfaceOptions): JsonObject {
  const { measure, limit, domain } = options;
  const x: JsonObject = {
    field: 'x',
    type: 'ordinal',
    scale: { domain: [...domain.x], padding: 0.03 },
    axis: {
      title: options.xTitle,
      labels: options.xTitle !== null,
      labelAngle: 0,
      domain: false,
      ticks: false,
    },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'ordinal',
    scale: { domain: [...domain.y], padding: 0.05 },
    axis: {
      title: options.yTitle,
      labels: options.yTitle !== null,
      titleFontSize: 11,
      domain: false,
      ticks: false,
    },
  };
  const colors = measure === 'bias' ? divergingScale(limit) : sequentialScale(limit);
  const scale: JsonObject = { domain: [...colors.domain], range: [...colors.range], interpolate: 'rgb', clamp: true };
  const known = cells.filter((cell) => cell.value !== null);
  const unknown = cells.filter((cell) => cell.value === null);
  const lines = (['label', 'interval', 'lost'] as const).filter((field) => cells.some((cell) => cell[field] !== ''));
  const text = (field: (typeof lines)[number], style: (typeof inks)[number]): JsonObject[] => {
    const marks = cells.filter((cell) => inkOf(cell, colors) === style && cell[field] !== '');
    const dy = lineOffsets[lines.length - 1][lines.indexOf(field)];
    return marks.length === 0
      ? []
      : [
          {
            data: { values: marks },
            mark: { type: 'text', style, fontSize: field === 'label' ? 11 : smallSize, dy },
            encoding: { x, y, text: { field, type: 'nominal' }, tooltip },
          },
        ];
  };
  return {
    width: options.tileWidth * domain.x.length,
    height: (lines.length > 2 ? 42 : 30) * domain.y.length,
    view: { stroke: null },
    layer: [
      {
        data: { values: known },
        mark: { type: 'rect' },
        encoding: { x, y, color: { field: 'shown', type: 'quantitative', scale, legend: null }, tooltip },
      },
      { data: { values: unknown }, mark: { type: 'rect', style: 'tileMissing' }, encoding: { x, y, tooltip } },
      ...panelLines(options.heading),
      ...inks.flatMap((style) => lines.flatMap((field) => text(field, style))),
    ],
  };
}
