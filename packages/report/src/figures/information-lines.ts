import type { JsonObject } from '@minebench/core';
import type { GroupSummary } from '../groups/group-summary.ts';
import { fieldOf } from '../rows/where.ts';
import { okabeIto } from '../theme/palette.ts';
import { frameOf } from './frame.ts';
import { apart, pixelsAlong } from './line-names.ts';

interface Line {
  readonly name: string;
  readonly groups: readonly GroupSummary[];
}

interface LinesOptions {
  /** Field of the horizontal axis, numeric. */
  readonly x: string;
  readonly title: string;
  readonly width: number;
}

const height = 150;

const looks = [
  { color: okabeIto.blue, shape: 'circle' },
  { color: okabeIto.vermillion, shape: 'square' },
  { color: okabeIto.bluishGreen, shape: 'triangle-up' },
  { color: okabeIto.reddishPurple, shape: 'diamond' },
  { color: okabeIto.orange, shape: 'triangle-down' },
  { color: okabeIto.skyBlue, shape: 'cross' },
] as const;

/** Exact values as lines, named where they begin, and replicates as open marks. */
export function lineBelow(lines: readonly Line[], { x: field, title, width }: LinesOptions): JsonObject {
  const points = lines.flatMap(({ name, groups }) =>
    groups.flatMap((group) =>
      group.rows.flatMap((row) =>
        row.status === 'completed' && row.nats !== null
          ? [{ name, x: Number(fieldOf(row, field)), nats: row.nats }]
          : [],
      ),
    ),
  );
  const exact = lines.flatMap(({ name, groups }) =>
    groups.flatMap((group) =>
      group.truth === null ? [] : [{ name, x: Number(fieldOf(group.rows[0], field)), nats: group.truth }],
    ),
  );
  const xs = [...new Set([...points, ...exact].map((point) => point.x))].sort((a, b) => a - b);
  const [first, last] = [xs[0] ?? 0, xs[xs.length - 1] ?? 1];
  const reach = Math.max(last - first, 0.1);
  const top = Math.max(0.1, ...exact.map(({ nats }) => nats));
  const frame = frameOf(
    points.map(({ nats }) => nats),
    [0, top],
    top,
  );
  const x: JsonObject = {
    field: 'x',
    type: 'quantitative',
    // names stand to the left of their lines
    scale: { domain: [first - 0.26 * reach, last + 0.05 * reach], nice: false },
    axis: { title, grid: false, values: xs, format: '.2~f' },
  };
  const y: JsonObject = {
    field: 'nats',
    type: 'quantitative',
    scale: frame.scale,
    axis: { title: 'MI (nats)', tickCount: 5, minExtent: 50 },
  };
  const names = lines.map(({ name }) => name);
  const scaleOf = (range: readonly string[]) => ({ domain: names, range: [...range] });
  const color = {
    field: 'name',
    type: 'nominal',
    scale: scaleOf(names.map((_, k) => looks[k % looks.length].color)),
    legend: null,
  };
  const shape = {
    field: 'name',
    type: 'nominal',
    scale: scaleOf(names.map((_, k) => looks[k % looks.length].shape)),
    legend: null,
  };
  const begins = lines.flatMap(({ name }) => exact.filter((point) => point.name === name && point.x === first));
  const up = pixelsAlong(frame.scale, height);
  const heights = apart(
    begins.map(({ nats }) => height - up(nats)),
    13,
  );
  const shown = points.map((point) => ({ ...point, nats: frame.place(point.nats).at, estimate: point.nats }));
  return {
    width,
    height,
    layer: [
      { data: { values: exact }, mark: { type: 'line', strokeWidth: 1.4 }, encoding: { x, y, color } },
      {
        data: { values: shown },
        mark: { type: 'point', style: 'replicate' },
        encoding: {
          x,
          y,
          color,
          shape,
          tooltip: [
            { field: 'name', type: 'nominal' },
            { field: 'estimate', title: 'estimate (nats)', type: 'quantitative', format: '.4~f' },
          ],
        },
      },
      ...begins.map((begin, index) => ({
        data: { values: [begin] },
        mark: { type: 'text', align: 'right', dx: -8, fontWeight: 'bold' },
        encoding: { x, y: { value: heights[index] }, color, text: { field: 'name' } },
      })),
    ],
  };
}
