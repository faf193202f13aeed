import { type Figure, type JsonObject, mean } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { lineNames, pixelsAlong } from '../figures/line-names.ts';
import { panelHeading } from '../figures/lost-marks.ts';
import { studyRecords, studyStatus } from '../rows/study-record.ts';
import { estimatorName } from '../theme/names.ts';
import { okabeIto } from '../theme/palette.ts';
import { type LawGroup, lawGroups, ownMean } from './law-rows.ts';

const width = 230;
const height = 190;
const readings = {
  'shuffle, on its law': { color: okabeIto.vermillion, shape: 'circle' },
  'shuffle, on Q': { color: okabeIto.orange, shape: 'triangle-up' },
  'shuffle, minibatch': { color: okabeIto.reddishPurple, shape: 'cross' },
  'shift, on Q': { color: okabeIto.blue, shape: 'square' },
  'shift, minibatch': { color: okabeIto.skyBlue, shape: 'diamond' },
} as const;
type ReadingName = keyof typeof readings;

interface Point {
  readonly [key: string]: string | number;
  readonly reading: ReadingName;
  readonly truth: number;
  readonly nats: number;
}

/** Means of a group's readings; those under its own law with three standard errors. */
function pointsOf(group: LawGroup, frame: readonly [number, number]): Point[] {
  const own = ownMean(group);
  const within = (nats: number): number => Math.min(frame[1], Math.max(frame[0], nats));
  const point = (reading: ReadingName, nats: number, margin: number): Point => ({
    reading,
    truth: group.truth,
    nats: within(nats),
    mean: nats,
    low: within(nats - margin),
    high: within(nats + margin),
  });
  const minibatch = group.minibatch.length > 0 ? [mean([...group.minibatch])] : [];
  const product = group.product.length > 0 ? [mean([...group.product])] : [];
  if (group.mode === 'shift')
    return [
      ...minibatch.map((nats) => point('shift, minibatch', nats, 0)),
      ...(own ? [point('shift, on Q', own.nats, 3 * own.standardError)] : []),
    ];
  return [
    ...minibatch.map((nats) => point('shuffle, minibatch', nats, 0)),
    ...product.map((nats) => point('shuffle, on Q', nats, 0)),
    ...(own ? [point('shuffle, on its law', own.nats, 3 * own.standardError)] : []),
  ];
}

function panel(groups: readonly LawGroup[], bound: string, last: boolean): JsonObject {
  const members = groups.filter((group) => group.bound === bound);
  const truths = [...new Set(members.map(({ truth }) => truth))];
  const most = Math.max(...truths);
  const frame = [0, 1.08 * most] as const;
  const caps = members
    .filter(({ mode }) => mode === 'shuffle')
    .flatMap(({ truth, cap }) => (cap ? [{ truth, nats: cap.nats }] : []));
  const values = members.flatMap((group) => pointsOf(group, frame));
  const names = Object.keys(readings) as ReadingName[];
  const x = {
    field: 'truth',
    type: 'quantitative',
    scale: { domain: [Math.min(...truths) - 0.6, most + 0.6], nice: false },
    axis: { title: last ? 'true mutual information I (nats)' : null, values: truths, format: '.3~r', grid: false },
  };
  const y = { type: 'quantitative', scale: { domain: [...frame], nice: false }, axis: { title: 'nats', tickCount: 6 } };
  const scale = (key: 'color' | 'shape') => ({ domain: names, range: names.map((name) => readings[name][key]) });
  const color = { field: 'reading', type: 'nominal', scale: scale('color'), legend: null };
  const shape = { field: 'reading', type: 'nominal', scale: scale('shape'), legend: null };
  const [across, up] = [pixelsAlong(x.scale, width), pixelsAlong(y.scale, height)];
  const at = ({ truth, nats }: { readonly truth: number; readonly nats: number }) => ({
    x: across(truth),
    y: height - up(nats),
  });
  const ends = [
    ...caps.slice(-1).map((cap) => ({ name: `C${subscript(members[0].batchSize)}`, ...at(cap) })),
    ...names.flatMap((name) => {
      const end = values.filter((value) => value.reading === name).at(-1);
      return end === undefined ? [] : [{ name, ...at(end), look: readings[name] }];
    }),
  ];
  return {
    width,
    height,
    layer: [
      {
        data: {
          values: [
            { truth: 0, nats: 0 },
            { truth: 1.08 * most, nats: 1.08 * most },
          ],
        },
        mark: { type: 'line', style: 'truth', clip: true },
        encoding: { x, y: { ...y, field: 'nats' } },
      },
      {
        data: { values: caps },
        mark: { type: 'line', style: 'reference', strokeWidth: 1.6, strokeDash: [5, 3] },
        encoding: { x, y: { ...y, field: 'nats' } },
      },
      {
        data: { values },
        mark: { type: 'rule', strokeWidth: 1.6 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        data: { values },
        mark: { type: 'point', style: 'mean', filled: true },
        encoding: {
          x,
          y: { ...y, field: 'nats' },
          color,
          shape,
          tooltip: [
            { field: 'reading', title: 'reading', type: 'nominal' },
            { field: 'mean', title: 'mean (nats)', type: 'quantitative', format: '.3f' },
          ],
        },
      },
      ...lineNames(ends, width),
      panelHeading(estimatorName(bound), width),
    ],
  };
}

const subscript = (value: number): string =>
  String(value).replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));

/** What fixed points among the references do to estimates: readings against the true information, beside the cap of the law they train on. */
export const lawFigure = (options: Omit<FigureOptions, 'where'>): Figure => ({
  ...figureHead(options, {
    title: 'What joint pairs among references cost',
    caption:
      "Estimates trained on references shuffled or shifted within batches of b rows, means over replicates. Read on 10⁵ independent draws of the law that a shuffle's references have, (1/b) P + (1 − 1/b) Q, no critic exceeds C_b (dashed), whatever the truth (line); read on Q (no joint pair among the references) or on minibatches the same critics read otherwise, and no claim is made about that. A shift has no fixed points: its law is Q. Bars are three standard errors of the reading; values beyond the frame stand at its edge.",
    alt: 'One panel a bound: readings against the true mutual information. On their own law shuffled estimates stay under the cap, which levels off near log b, while shifted ones rise further towards the truth.',
  }),
  draw(records): JsonObject | null {
    const groups = lawGroups(records);
    if (groups.length === 0) return null;
    const bounds = [...new Set(groups.map(({ bound }) => bound))].sort();
    return {
      title: { text: this.title, subtitle: [studyStatus(studyRecords(records, 'reference-law'))] },
      columns: 1,
      resolve: { scale: { color: 'shared', shape: 'shared' } },
      concat: bounds.map((bound, index) => panel(groups, bound, index === bounds.length - 1)),
    };
  },
});
