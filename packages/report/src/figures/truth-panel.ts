import type { JsonObject } from '@minebench/core';
import type { GroupSummary } from '../groups/group-summary.ts';
import type { Appearance } from '../theme/palette.ts';
import type { Frame } from './frame.ts';
import { edgeMarks, panelHeading } from './lost-marks.ts';

export interface TruthPanelOptions {
  readonly frame: Frame;
  /** The largest truth of all panels, nats. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly heading: string;
  readonly look: Appearance;
  readonly limits: readonly { readonly nats: number; readonly label: string }[];
  readonly xTitle: string | null;
  /** `null` where the panel at its left tells the scale. */
  readonly yTitle: string | null;
}

const counted = (count: number, mark: string): string => (count > 1 ? `${count}${mark}` : mark);

/** One estimator against the truth: replicates, their means, the diagonal and the logarithms that limit it. */
export function truthPanel(groups: readonly GroupSummary[], options: TruthPanelOptions): JsonObject {
  const { frame, top, width, look } = options;
  const x: JsonObject = {
    type: 'quantitative',
    scale: { domain: [-0.04 * top, 1.06 * top], nice: false },
    axis: { title: options.xTitle, grid: false, tickCount: 4 },
  };
  const y: JsonObject = {
    type: 'quantitative',
    scale: frame.scale,
    axis: {
      title: options.yTitle,
      tickCount: 4,
      ...(options.yTitle === null ? { labels: false } : { minExtent: 22 }),
    },
  };
  const rows = groups.flatMap((group) => group.rows);
  const read = rows.flatMap((row) =>
    row.status === 'completed' && row.nats !== null && row.truth !== null
      ? [{ truth: row.truth, nats: row.nats, seeds: `data ${row.dataSeed}, init ${row.initSeed}` }]
      : [],
  );
  const inside = read.filter(({ nats }) => frame.place(nats).beyond === null);
  const means = groups.flatMap(({ truth, mean }) =>
    truth === null || mean === null || frame.place(mean).beyond !== null ? [] : [{ truth, mean }],
  );
  const truths = [...new Set(rows.flatMap((row) => row.truth ?? []))];
  const edge = (side: 'above' | 'below') =>
    truths.flatMap((truth) => {
      const count = read.filter((row) => row.truth === truth && frame.place(row.nats).beyond === side).length;
      const at = side === 'above' ? frame.domain[1] : frame.domain[0];
      return count === 0 ? [] : [{ truth, at, label: counted(count, side === 'above' ? '▲' : '▼'), reason: '' }];
    });
  const lost = truths.flatMap((truth) => {
    const members = rows.filter((row) => row.truth === truth && row.status !== 'completed');
    const reasons = [...new Set(members.map((row) => `${row.status}: ${row.reason ?? 'no reason given'}`))];
    return members.length === 0
      ? []
      : [{ truth, at: frame.domain[0], label: counted(members.length, '×'), reason: reasons.join('; ') }];
  });
  const at = { field: 'truth', ...x };
  const { color, shape } = look;
  const tooltip = [
    { field: 'truth', title: 'true MI (nats)', type: 'quantitative', format: '.4~f' },
    { field: 'nats', title: 'estimate (nats)', type: 'quantitative', format: '.4~f' },
    { field: 'seeds', title: 'seeds', type: 'nominal' },
  ];
  return {
    width,
    height: options.height,
    layer: [
      {
        data: {
          values: [
            { truth: 0, nats: 0 },
            { truth: top, nats: top },
          ],
        },
        mark: { type: 'line', style: 'truth' },
        encoding: { x: at, y: { field: 'nats', ...y } },
      },
      ...options.limits.flatMap((limit, rank) => [
        {
          data: { values: [limit] },
          mark: { type: 'rule', style: 'reference', strokeDash: [5, 3] },
          encoding: { y: { field: 'nats', ...y } },
        },
        {
          data: { values: [{ ...limit, truth: rank === 0 ? 0 : top }] },
          // the largest limit is named above its line and left of the diagonal, where no estimate is; those below it beneath theirs
          mark: {
            type: 'text',
            style: 'truthLabel',
            fontSize: 10,
            ...(rank === 0
              ? { align: 'left', baseline: 'bottom', dy: -1 }
              : { align: 'right', baseline: 'top', dy: 2 }),
          },
          encoding: { x: at, y: { field: 'nats', ...y }, text: { field: 'label' } },
        },
      ]),
      {
        data: { values: means },
        mark: { type: 'line', color, strokeWidth: 1.3 },
        encoding: { x: at, y: { field: 'mean', ...y } },
      },
      {
        data: { values: inside },
        mark: { type: 'point', style: 'replicate', color, shape },
        encoding: { x: at, y: { field: 'nats', ...y }, tooltip },
      },
      ...[
        { marks: edge('above'), baseline: 'top', fontSize: 10, dy: 1 },
        { marks: edge('below'), baseline: 'bottom', fontSize: 10, dy: lost.length > 0 ? -11 : 0 },
        { marks: lost, baseline: 'bottom', fontSize: 11, dy: -1 },
      ]
        .filter(({ marks }) => marks.length > 0)
        .map(({ marks, ...mark }) =>
          edgeMarks(
            marks,
            {
              x: at,
              y: { field: 'at', ...y },
              tooltip: [{ field: 'reason', title: 'no estimate', type: 'nominal' }],
            },
            mark,
            { value: color },
          ),
        ),
      panelHeading(options.heading, width),
    ],
  };
}
