import { type CellRecord, type Figure, type JsonObject, mean, quantile } from '@minebench/core';
import { linesOf, rowNames } from '../figures/row-names.ts';
import { journalWidth, paperMargin } from '../theme/journal-width.ts';
import { divergingScale, inkOn, type TileScale, tileColor } from '../theme/tile-color.ts';
import { wrappedName } from '../theme/wrapped-name.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';
import { absoluteErrors, isLost, type Outcome } from './outcomes.ts';

interface Tile {
  readonly [field: string]: string | number | null;
  readonly task: string;
  readonly contestant: string;
  /** Mean error with its sign, as its label rounds it. */
  readonly shown: number | null;
  readonly label: string;
  readonly below: string;
  /** How many cells were lost; empty where none was, and where the label says it. */
  readonly lost: string;
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
    below: bias === null ? '' : `|e| ${brief(mean(absoluteErrors(outcomes)))}`,
    lost: bias === null ? '' : lostText,
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

/** Letters of a line of a name at the map's left. */
const lettersBeside = 20;

/** Pixels that a tile is wide, and letters of a line of the name above it: a few columns fit a journal's column, more of them a page's two. */
function roomFor(columns: number, beside: number): { readonly tile: number; readonly letters: number } {
  const [limit, widest] = columns > 4 ? [journalWidth.twoColumns, 76] : [journalWidth.column, 90];
  const tile = Math.min(widest, Math.floor((limit - paperMargin - beside) / columns));
  return { tile, letters: Math.floor(tile / 6.3) };
}

/** Tiles narrower than this have no room for a second number. */
const narrow = 50;

const lineHeight = 13;

interface Names {
  readonly field: string;
  readonly sort: readonly string[];
  /** The names in lines of at most so many letters, with what is to stand below them. */
  lines(letters: number): readonly (readonly string[])[];
}

/** Names above the map, the last lines of all at one height. */
function across({ field, sort }: Names, lines: readonly (readonly string[])[]): JsonObject {
  const most = Math.max(...lines.map(({ length }) => length));
  const lowered = lines.map((own) => [...Array.from({ length: most - own.length }, () => ' '), ...own]);
  return {
    field,
    type: 'nominal',
    sort: [...sort],
    scale: { padding: 0.03 },
    axis: {
      domain: false,
      ticks: false,
      title: null,
      labelLimit: 400,
      labelLineHeight: lineHeight,
      orient: 'top',
      labelAngle: 0,
      labelBaseline: 'bottom',
      labelFontSize: 10,
      labelPadding: 4 + lineHeight * (most - 1),
      labelExpr: linesOf(sort, lowered),
    },
  };
}

/** Errors of every contestant on every task. */
export const errorMap = (analyse: (records: readonly CellRecord[]) => ComparisonAnalysis): Figure => ({
  id: 'errors',
  title: 'Error by task and contestant',
  caption:
    'Each tile: the mean error over seeds with its sign (blue reads low, orange reads high) above the mean absolute error |e| where there is room, in nats. k/m × tells that k of m cells diverged or failed. The darkest tenth share the last colour. With each task its true mutual information.',
  alt: 'Heat map of tasks and contestants; every tile carries the mean error with its sign and the mean absolute error in nats.',
  draw(records): JsonObject | null {
    const { table } = analyse(records);
    const tiles = table.tasks.flatMap(({ name }, task) =>
      table.contestants.map((contestant, index) => tileOf(name, contestant, table.outcomes[index][task])),
    );
    if (tiles.every(({ shown, label }) => shown === null && label === 'no record')) return null;
    const scale = divergingScale(limitOf(tiles));
    const { tasks, contestants } = table;
    const byTask: Names = {
      field: 'task',
      sort: tasks.map(({ name }) => name),
      lines: (letters) =>
        tasks.map(({ name, truth }) => [...wrappedName(name, letters), `I = ${truth?.toFixed(4) ?? 'unknown'}`]),
    };
    const byContestant: Names = {
      field: 'contestant',
      sort: contestants,
      lines: (letters) => contestants.map((name) => wrappedName(name, letters)),
    };
    // the longer list goes downwards: twenty contestants side by side are wider than any page
    const [above, beside] =
      contestants.length > Math.max(4, tasks.length) ? [byTask, byContestant] : [byContestant, byTask];
    const names = rowNames(beside.sort, beside.lines(lettersBeside));
    const { tile, letters } = roomFor(above.sort.length, names.width);
    const x = across(above, above.lines(letters));
    const y: JsonObject = {
      field: beside.field,
      type: 'nominal',
      sort: [...beside.sort],
      scale: { padding: 0.05 },
      axis: { ...names.axis, domain: false, ticks: false },
    };
    const anyLost = tiles.some(({ lost }) => lost !== '');
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
    const lines = (['label', 'below', 'lost'] as const).filter(
      (field) => (field !== 'below' || tile >= narrow) && (field !== 'lost' || anyLost),
    );
    const middle = (lines.length - 1) / 2;
    const text = (field: (typeof lines)[number], style: (typeof inks)[number]): JsonObject[] => {
      const marks = tiles.filter((tile) => inkOf(tile, scale) === style && tile[field] !== '');
      const fontSize = field === 'label' && tile >= narrow ? 11 : 9;
      const mark = { fontSize, dy: style === 'tileEmpty' ? 0 : 12 * (lines.indexOf(field) - middle) };
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
      width: tile * above.sort.length,
      height: Math.max(12 + 12 * lines.length, names.height + 6) * beside.sort.length,
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
        ...inks.flatMap((style) => lines.flatMap((field) => text(field, style))),
      ],
    };
  },
});
