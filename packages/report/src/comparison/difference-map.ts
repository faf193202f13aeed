import type { CellRecord, Figure, JsonObject } from '@minebench/core';
import { wrappedRowNames } from '../figures/row-names.ts';
import { journalWidth, paperMargin } from '../theme/journal-width.ts';
import { okabeIto } from '../theme/palette.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';
import { seedsText } from './comparison-tables.ts';
import { isOpenByLosses, type PairedDifference } from './paired-differences.ts';

const [less, more] = ['the row errs less', 'the column errs less'] as const;

const looks = {
  [less]: { color: okabeIto.blue, ink: 'tileLight', sign: '−' },
  [more]: { color: okabeIto.vermillion, ink: 'tileDark', sign: '+' },
} as const;

/** One tile of the map: the difference as its row sees it. */
function tileOf(difference: PairedDifference, row: string, column: string): JsonObject {
  const turned = (value: number | null): number | null => (value === null || row === difference.a ? value : -value);
  const ends = [turned(difference.low), turned(difference.high)];
  const [low, high] = row === difference.a ? ends : [ends[1], ends[0]];
  const state = difference.better === row ? less : difference.better === column ? more : null;
  const open = isOpenByLosses(difference) ? '×' : difference.meanDifference === null ? '' : '•';
  return {
    row,
    column,
    state,
    sign: state === null ? open : looks[state].sign,
    difference: turned(difference.meanDifference),
    low,
    high,
    seeds: seedsText(difference),
  };
}

/** Paired differences of absolute error of many contestants: a tile a pair, whose numbers are in the report's table. */
export const differenceMap = (analyse: (records: readonly CellRecord[]) => ComparisonAnalysis): Figure => ({
  id: 'differences',
  title: 'Which differences are resolved',
  caption:
    'A row and a column a contestant, the best mean rank first: the mean over tasks of |error of the row| − |error of the column| on the same samples. Blue (−): resolved, the row errs less; orange (+): resolved, the column does; its 95% bootstrap interval over seeds within tasks excludes zero. Dot: not resolved at these seeds. ×: not resolved as who errs less lost more cells. The numbers, and the seeds that would resolve a difference, are in the table of paired differences.',
  alt: 'Square map of pairs of contestants: each tile tells whether the row or the column has the smaller absolute error beyond chance, or that this is not resolved.',
  draw(records): JsonObject | null {
    const { differences, ranks, table } = analyse(records);
    if (differences.every(({ meanDifference }) => meanDifference === null)) return null;
    const order = [...ranks].sort((a, b) => a.meanRank - b.meanRank).map(({ contestant }) => contestant);
    const names = wrappedRowNames(order, 22);
    const tiles = differences.flatMap((one) => [tileOf(one, one.a, one.b), tileOf(one, one.b, one.a)]);
    const room = journalWidth.column - paperMargin - names.width;
    const side = Math.max(names.height, Math.min(24, Math.floor(room / order.length)));
    const scale = { domain: order, padding: 0.06 };
    const axis = { ...names.axis, ticks: false, domain: false };
    const across = { orient: 'top', labelAngle: -90, labelAlign: 'left', labelBaseline: 'middle' };
    const x: JsonObject = { field: 'column', type: 'nominal', scale, axis: { ...axis, ...across } };
    const y: JsonObject = { field: 'row', type: 'nominal', scale, axis };
    const tooltip: JsonObject[] = [
      { field: 'row', type: 'nominal' },
      { field: 'column', type: 'nominal' },
      { field: 'difference', type: 'quantitative', format: '.4~f' },
      { field: 'low', title: '95% low', type: 'quantitative', format: '.4~f' },
      { field: 'high', title: '95% high', type: 'quantitative', format: '.4~f' },
      { field: 'seeds', title: 'seeds to resolve', type: 'nominal' },
    ];
    const color: JsonObject = {
      field: 'state',
      type: 'nominal',
      scale: { domain: [less, more], range: [looks[less].color, looks[more].color] },
      legend: { title: null, orient: 'bottom', symbolType: 'square' },
    };
    const signs = (state: typeof less | typeof more | null, style: string): JsonObject => ({
      data: { values: tiles.filter((tile) => tile.state === state && tile.sign !== '') },
      mark: { type: 'text', style, fontSize: 11 },
      encoding: { x, y, text: { field: 'sign', type: 'nominal' }, tooltip },
    });
    return {
      title: { text: this.title, subtitle: [`${table.tasks.length} tasks, ${table.replicates} seeds each`] },
      width: side * order.length,
      height: side * order.length,
      layer: [
        {
          data: { values: tiles.filter(({ state }) => state !== null) },
          mark: { type: 'rect' },
          encoding: { x, y, color, tooltip },
        },
        signs(less, looks[less].ink),
        signs(more, looks[more].ink),
        signs(null, 'tileEmpty'),
      ],
    };
  },
});
