import type { Figure, JsonObject } from '@minebench/core';
import { type GroupSummary, summarize } from '../groups/group-summary.ts';
import { compareValues } from '../groups/replicates.ts';
import { toRows } from '../rows/to-rows.ts';
import { fieldOf, select } from '../rows/where.ts';
import { axisTitle } from '../theme/names.ts';
import { inkOn, sequentialScale, tileColor } from '../theme/tile-color.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { lineBelow } from './information-lines.ts';
import { statusLine } from './status-line.ts';

export interface InformationMapOptions extends FigureOptions {
  /** Field of the columns, numeric, and of the rows. */
  readonly x: string;
  readonly y: string;
  /** Values of the rows from top to bottom; sorted where absent. */
  readonly order?: readonly string[];
  /** How rows are called, as in `x^3` -> `f(x) = x³`; their value where absent. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Of the map and of the panel below it, in pixels. */
const WIDTH = 300;

/** A tile: the mean of its replicates above the exact value. */
function tileOf(group: GroupSummary, x: string, y: string, limit: number): JsonObject {
  const lost = group.replicates - group.completed;
  const ink = group.mean === null ? 'tileEmpty' : inkOn(tileColor(group.mean, sequentialScale(limit)));
  return {
    x: String(fieldOf(group.rows[0], x)),
    y,
    mean: group.mean,
    truth: group.truth,
    label: group.mean === null ? '×' : `${group.mean.toFixed(3)}${lost > 0 ? ` ${lost}×` : ''}`,
    exact: group.truth === null ? '' : group.truth.toFixed(3),
    style: ink === 'white' ? 'tileLight' : ink === 'black' ? 'tileDark' : ink,
    replicates: `${group.completed} of ${group.replicates} completed`,
  };
}

function map(
  tiles: readonly JsonObject[],
  domain: { x: string[]; y: string[] },
  limit: number,
  xTitle: string,
): JsonObject {
  const x: JsonObject = {
    field: 'x',
    type: 'ordinal',
    scale: { domain: domain.x, padding: 0.03 },
    axis: { title: xTitle, labelAngle: 0, domain: false, ticks: false },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'ordinal',
    scale: { domain: domain.y, padding: 0.04 },
    axis: { title: null, domain: false, ticks: false, minExtent: 50 },
  };
  const colors = sequentialScale(limit);
  const scale = { domain: [...colors.domain], range: [...colors.range], interpolate: 'rgb', clamp: true };
  const tooltip = [
    { field: 'mean', title: 'mean estimate (nats)', type: 'quantitative', format: '.4~f' },
    { field: 'truth', title: 'exact (nats)', type: 'quantitative', format: '.4~f' },
    { field: 'replicates', title: 'replicates', type: 'nominal' },
  ];
  const texts = ['tileLight', 'tileDark', 'tileEmpty'].flatMap((style) =>
    (['label', 'exact'] as const).flatMap((field) => {
      const values = tiles.filter((tile) => tile.style === style);
      const look = field === 'label' ? { fontSize: 12, fontWeight: 'bold', dy: -6 } : { fontSize: 10, dy: 9 };
      return values.length === 0
        ? []
        : [{ data: { values }, mark: { type: 'text', style, ...look }, encoding: { x, y, text: { field }, tooltip } }];
    }),
  );
  return {
    width: WIDTH,
    height: 38 * domain.y.length,
    view: { stroke: null },
    layer: [
      {
        data: { values: [...tiles] },
        mark: { type: 'rect' },
        encoding: { x, y, color: { field: 'mean', type: 'quantitative', scale, legend: null }, tooltip },
      },
      ...texts,
    ],
  };
}

/**
 * The information that estimates find over two swept fields, as a map with the exact value in every tile; below it the same against the field of the columns, a line a row, so
 * that it can be seen whether rows agree.
 */
export function informationMap(options: InformationMapOptions): Figure {
  const { order = [], labels = {} } = options;
  const labelOf = (value: unknown): string => labels[String(value)] ?? String(value);
  return {
    ...figureHead(options, {
      title: 'Estimated information over two fields',
      caption:
        'Above: the mean estimate of each tile in bold, and below it the exact value, in nats; the darker, the more information. Below: the same against the noise; lines are exact, open marks are replicates. k×: k cells have no estimate.',
      alt: 'Heat map of estimated mutual information in nats with the exact value in each tile; below it a line chart of the same, a line a row of the map, in which the lines lie apart.',
    }),
    draw(records): JsonObject | null {
      const rows = select(toRows(records), options.where);
      if (rows.length === 0) return null;
      const place = (value: unknown) => (order.includes(String(value)) ? order.indexOf(String(value)) : order.length);
      const valuesOf = (field: string) => [...new Set(rows.map((row) => fieldOf(row, field)))].sort(compareValues);
      const columns = valuesOf(options.x);
      const bands = valuesOf(options.y).sort((a, b) => place(a) - place(b));
      const groups = summarize(rows);
      const limit = Math.max(0.1, ...groups.map((group) => group.truth ?? 0));
      const tiles = groups.map((group) => tileOf(group, options.x, labelOf(fieldOf(group.rows[0], options.y)), limit));
      const domain = { x: columns.map(String), y: bands.map(labelOf) };
      const lines = bands.map((band) => ({
        name: labelOf(band),
        groups: groups.filter((group) => fieldOf(group.rows[0], options.y) === band),
      }));
      return {
        title: { text: this.title, subtitle: [statusLine(rows)] },
        columns: 1,
        concat: [
          map(tiles, domain, limit, axisTitle(options.x)),
          lineBelow(lines, { x: options.x, title: axisTitle(options.x), width: WIDTH }),
        ],
        resolve: { scale: { color: 'independent' } },
        spacing: 20,
      };
    },
  };
}
