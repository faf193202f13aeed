import { type CellRecord, type Figure, type JsonObject, mean, quantile } from '@minebench/core';
import { divergingScale, inkOn, type TileScale, tileColor } from '../theme/tile-color.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';
import { absoluteErrors, isLost, type Outcome } from './outcomes.ts';
import { wrappedName } from './wrapped-name.ts';

interface Tile {
  readonly [field: string]: string | number | null;
  readonly task: string;
  readonly contestant: string;
  /** Mean error with its sign, as its label rounds it. */
  readonly shown: number | null;
  readonly label: string;
  readonly below: string;
}

const digits = 3;

/** Three decimals; what has four digits before the point, an estimate gone astray, as 1.7e5: it must fit its tile. */
const brief = (value: number): string =>
  Math.abs(value) < 1000 ? value.toFixed(digits) : value.toExponential(1).replace('e+', 'e');

const fixed = (value: number): string =>
  brief(value)
    .replace(/^-(0\.0+)$/, '$1')
    .replace('-', '−')
    .replace(/^(?=[1-9]|0\.0*[1-9])/, '+');

function tileOf(task: string, contestant: string, outcomes: readonly Outcome[]): Tile {
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const lost = outcomes.filter(isLost);
  const lostText = lost.length === 0 ? '' : `${lost.length}/${outcomes.length} ×`;
  const missing = outcomes.filter(({ status }) => status === 'missing').length;
  const bias = errors.length === 0 ? null : mean(errors);
  const reasons = [...new Set(lost.map(({ status, reason }) => `${status}: ${reason ?? 'no reason given'}`))];
  return {
    task,
    contestant,
    shown: bias === null ? null : Number(bias.toFixed(digits)),
    label: bias === null ? lostText || 'no record' : fixed(bias),
    below: bias === null ? '' : [`|e| ${brief(mean(absoluteErrors(outcomes)))}`, lostText].join('  ').trim(),
    status: [
      `${errors.length} of ${outcomes.length} completed`,
      ...(missing > 0 ? [`${missing} without a record`] : []),
      ...reasons,
    ].join('; '),
  };
}

const inks = ['tileLight', 'tileDark', 'tileEmpty'] as const;

const inkOf = ({ shown }: Tile, scale: TileScale): (typeof inks)[number] =>
  shown === null ? 'tileEmpty' : inkOn(tileColor(shown, scale)) === 'white' ? 'tileLight' : 'tileDark';

/** Colours end at the largest error among nine tenths of the tiles: one estimator that goes astray must not wash out the rest. */
const limitOf = (tiles: readonly Tile[]): number => {
  const magnitudes = tiles.flatMap(({ shown }) => (shown === null ? [] : [Math.abs(shown)]));
  return Math.max(0.01, magnitudes.length === 0 ? 0 : quantile(magnitudes, 0.9));
};

/** Pixels of a tile and letters of a name above it: ten columns still fit a page. */
const roomFor = (columns: number) => (columns > 6 ? { tile: 76, letters: 12 } : { tile: 100, letters: 15 });

const lineHeight = 13;

interface Names {
  readonly field: string;
  readonly type: string;
  readonly sort: readonly string[];
}

const label = { domain: false, ticks: false, title: null, labelLimit: 400, labelLineHeight: lineHeight };

/** A Vega expression of a name's lines. */
const linesOf = (names: readonly string[], lines: readonly (readonly string[])[]): string =>
  `(${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, lines[index]])))})[datum.value]`;

/** Names above the map, the last lines of all at one height. */
const across = ({ sort, ...names }: Names, lines: readonly (readonly string[])[]): JsonObject => ({
  ...names,
  sort: [...sort],
  scale: { padding: 0.03 },
  axis: {
    ...label,
    orient: 'top',
    labelAngle: 0,
    labelBaseline: 'bottom',
    labelFontSize: 10,
    labelPadding: 4 + lineHeight * (Math.max(...lines.map(({ length }) => length)) - 1),
    labelExpr: linesOf(sort, lines),
  },
});

/** Names at the map's left, their lines about the middle of a tile. */
const downwards = ({ sort, ...names }: Names, lines: readonly (readonly string[])[]): JsonObject => ({
  ...names,
  sort: [...sort],
  scale: { padding: 0.05 },
  axis: {
    ...label,
    labelOffset: (-lineHeight / 2) * (Math.max(...lines.map(({ length }) => length)) - 1),
    labelExpr: linesOf(sort, lines),
  },
});

/** Errors of every contestant on every task. */
export const errorMap = (analyse: (records: readonly CellRecord[]) => ComparisonAnalysis): Figure => ({
  id: 'errors',
  title: 'Error by task and contestant',
  caption:
    'Each tile: the mean error over seeds with its sign (blue reads low, orange reads high) above the mean absolute error |e|, in nats. k/m × tells that k of m cells diverged or failed. The darkest tenth share the last colour. With each task its true mutual information.',
  alt: 'Heat map of tasks and contestants; every tile carries the mean error with its sign and the mean absolute error in nats.',
  draw(records): JsonObject | null {
    const { table } = analyse(records);
    const tiles = table.tasks.flatMap(({ name }, task) =>
      table.contestants.map((contestant, index) => tileOf(name, contestant, table.outcomes[index][task])),
    );
    if (tiles.every(({ shown, label }) => shown === null && label === 'no record')) return null;
    const scale = divergingScale(limitOf(tiles));
    const { tasks, contestants } = table;
    // the longer list goes downwards: twenty contestants side by side are wider than any page
    const upright = contestants.length > Math.max(6, tasks.length);
    const room = roomFor(upright ? tasks.length : contestants.length);
    const taskLines = (letters: number) =>
      tasks.map(({ name, truth }) => [...wrappedName(name, letters), `I = ${truth?.toFixed(4) ?? 'unknown'}`]);
    const contestantLines = (letters: number) => contestants.map((name) => wrappedName(name, letters));
    const axis = {
      task: { field: 'task', type: 'nominal', sort: tasks.map(({ name }) => name) },
      contestant: { field: 'contestant', type: 'nominal', sort: [...contestants] },
    };
    const [x, y] = upright
      ? [across(axis.task, taskLines(room.letters)), downwards(axis.contestant, contestantLines(24))]
      : [across(axis.contestant, contestantLines(room.letters)), downwards(axis.task, taskLines(44))];
    const tooltip: JsonObject[] = [
      { field: 'task', type: 'nominal' },
      { field: 'contestant', type: 'nominal' },
      { field: 'shown', title: 'mean error (nats)', type: 'quantitative' },
      { field: 'below', title: 'mean |error|', type: 'nominal' },
      { field: 'status', title: 'cells', type: 'nominal' },
    ];
    const color: JsonObject = {
      field: 'shown',
      type: 'quantitative',
      scale: { domain: [...scale.domain], range: [...scale.range], interpolate: 'rgb', clamp: true },
      legend: null,
    };
    const text = (field: 'label' | 'below', style: (typeof inks)[number]): JsonObject[] => {
      const marks = tiles.filter((tile) => inkOf(tile, scale) === style && tile[field] !== '');
      const mark = field === 'label' ? { fontSize: 11, dy: -5 } : { fontSize: 8.5, dy: 8 };
      return marks.length === 0
        ? []
        : [
            {
              data: { values: marks },
              mark: { type: 'text', style, ...mark },
              encoding: { x, y, text: { field, type: 'nominal' }, tooltip },
            },
          ];
    };
    return {
      title: { text: this.title, subtitle: [`mean over ${table.replicates} seeds, nats`] },
      width: room.tile * (upright ? tasks : contestants).length,
      height: 36 * (upright ? contestants : tasks).length,
      view: { stroke: null },
      layer: [
        {
          data: { values: tiles.filter(({ shown }) => shown !== null) },
          mark: { type: 'rect' },
          encoding: { x, y, color, tooltip },
        },
        {
          data: { values: tiles.filter(({ shown }) => shown === null) },
          mark: { type: 'rect', style: 'tileMissing' },
          encoding: { x, y, tooltip },
        },
        ...inks.flatMap((style) => (['label', 'below'] as const).flatMap((field) => text(field, style))),
      ],
    };
  },
});
