import type { JsonObject } from '@minebench/core';
import { divergingRange, sequentialRange } from '../theme/palette.ts';

export type Measure = 'bias' | 'spread';

/** One tile: a group of replicates. */
export interface SurfaceCell {
  readonly [key: string]: string | number | null;
  readonly x: string;
  readonly y: string;
  readonly value: number | null;
  readonly label: string;
  /** The interval, and how many cells were lost. */
  readonly detail: string;
}

export interface SurfaceOptions {
  readonly measure: Measure;
  /** Magnitude at the end of the colour scale, nats. */
  readonly limit: number;
  readonly domain: { readonly x: readonly string[]; readonly y: readonly string[] };
  /** Width of a tile in pixels. */
  readonly tile: number;
  /** Two lines. */
  readonly heading: string;
  readonly xTitle: string;
  readonly yTitle: string | null;
}

const tooltip: JsonObject[] = [
  { field: 'value', title: 'nats', type: 'quantitative', format: '.4~f' },
  { field: 'low', title: '95% low', type: 'quantitative', format: '.4~f' },
  { field: 'high', title: '95% high', type: 'quantitative', format: '.4~f' },
  { field: 'truth', title: 'true MI (nats)', type: 'quantitative', format: '.4~f' },
  { field: 'replicates', title: 'replicates', type: 'nominal' },
];

/** Ink that stands out from the tile's colour, which is the same on paper and on dark screens. */
const inkOn = (value: number | null, { measure, limit }: SurfaceOptions): 'tileLight' | 'tileDark' | 'tileEmpty' => {
  if (value === null) return 'tileEmpty';
  const share = Math.min(1, Math.abs(value) / limit);
  // orange stays light enough for black, blue and green do not
  if (measure === 'bias') return value < 0 && share > 0.6 ? 'tileLight' : 'tileDark';
  return share > 0.62 ? 'tileLight' : 'tileDark';
};

/** One heat map. */
export function surfacePanel(cells: readonly SurfaceCell[], options: SurfaceOptions): JsonObject {
  const { measure, limit, domain, tile } = options;
  const x: JsonObject = {
    field: 'x',
    type: 'ordinal',
    scale: { domain: [...domain.x], padding: 0.03 },
    axis: { title: options.xTitle, labelAngle: 0, domain: false, ticks: false },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'ordinal',
    scale: { domain: [...domain.y], padding: 0.05 },
    axis: { title: options.yTitle, domain: false, ticks: false },
  };
  const scale: JsonObject =
    measure === 'bias'
      ? { domain: [-limit, 0, limit], range: [...divergingRange], clamp: true }
      : { domain: [0, limit / 2, limit], range: [...sequentialRange], clamp: true };
  const known = cells.filter((cell) => cell.value !== null);
  const unknown = cells.filter((cell) => cell.value === null);
  const raised = cells.some((cell) => cell.detail !== '');
  const text = (field: 'label' | 'detail', style: ReturnType<typeof inkOn>): JsonObject => {
    const marks = cells.filter((cell) => inkOn(cell.value, options) === style && cell[field] !== '');
    const small = field === 'detail' ? { fontSize: tile < 64 ? 7 : 8, dy: 8 } : { fontSize: 11, dy: raised ? -5 : 0 };
    return {
      data: { values: marks },
      mark: { type: 'text', style, ...small },
      encoding: { x, y, text: { field, type: 'nominal' }, tooltip },
    };
  };
  return {
    width: tile * domain.x.length,
    height: 36 * domain.y.length,
    view: { stroke: null },
    title: { text: options.heading.split('\n'), anchor: 'start', fontSize: 11, offset: 6, lineHeight: 14 },
    layer: [
      {
        data: { values: known },
        mark: { type: 'rect' },
        encoding: { x, y, color: { field: 'value', type: 'quantitative', scale, legend: null }, tooltip },
      },
      { data: { values: unknown }, mark: { type: 'rect', style: 'tileMissing' }, encoding: { x, y, tooltip } },
      ...(['tileLight', 'tileDark', 'tileEmpty'] as const)
        .filter((style) => cells.some((cell) => inkOn(cell.value, options) === style))
        .flatMap((style) => [text('label', style), text('detail', style)]),
    ],
  };
}
