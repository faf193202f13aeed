import type { CellRecord, Figure, JsonObject } from '@minebench/core';
import { wrappedRowNames } from '../figures/row-names.ts';
import { journalWidth, paperMargin } from '../theme/journal-width.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';

/** Of the last rank's disc and label beyond the panel, in pixels. */
const overhang = 12;

/** Mean rank of each contestant over tasks, with its interval and how often it took each place. */
export const rankFigure = (analyse: (records: readonly CellRecord[]) => ComparisonAnalysis): Figure => ({
  id: 'ranks',
  title: 'Mean rank over tasks',
  caption:
    'Diamonds: mean rank over tasks by mean absolute error, 1 is best; lines are 95% bootstrap intervals over seeds within tasks. Grey discs: on how many tasks a contestant took each place, by their area and number; ties share the mean of their places. Whoever lost more cells on a task ranks behind.',
  alt: 'Chart with a row a contestant, the best on top: its mean rank over tasks with an interval, over discs that tell how often it took each place.',
  draw(records): JsonObject | null {
    const { ranks, table } = analyse(records);
    if (ranks.length === 0 || table.tasks.length === 0) return null;
    const ordered = [...ranks].sort((a, b) => a.meanRank - b.meanRank);
    const places = ordered.flatMap(({ contestant, ranks: taken }) =>
      [...new Set(taken)].map((rank) => ({
        contestant,
        rank,
        tasks: taken.filter((other) => other === rank).length,
        share: taken.filter((other) => other === rank).length / taken.length,
      })),
    );
    const means = ordered.map(({ contestant, meanRank, interval }) => ({ contestant, meanRank, ...interval }));
    const count = ordered.length;
    const names = wrappedRowNames(
      ordered.map(({ contestant }) => contestant),
      22,
    );
    const width = Math.min(90 * count, journalWidth.column - paperMargin - names.width - overhang);
    const pitch = width / count;
    const isMany = count > 12;
    const y: JsonObject = {
      field: 'contestant',
      type: 'nominal',
      sort: ordered.map(({ contestant }) => contestant),
      axis: { ...names.axis, grid: true, ticks: false, domain: false },
    };
    const x = (field: string): JsonObject => ({
      field,
      type: 'quantitative',
      scale: { domain: [0.5, count + 0.5], nice: false, zero: false },
      axis: {
        title: 'rank (1 errs least)',
        values: Array.from({ length: count }, (_, index) => index + 1).filter(
          (rank) => !isMany || rank === 1 || rank % 5 === 0,
        ),
        format: 'd',
        grid: false,
      },
    });
    const tooltip: JsonObject[] = [
      { field: 'meanRank', title: 'mean rank', type: 'quantitative', format: '.2f' },
      { field: 'low', title: '95% low', type: 'quantitative', format: '.2f' },
      { field: 'high', title: '95% high', type: 'quantitative', format: '.2f' },
    ];
    return {
      title: { text: this.title, subtitle: [`${table.tasks.length} tasks, ${table.replicates} seeds each`] },
      width,
      height: { step: Math.max(isMany ? 30 : 40, names.height + 4) },
      layer: [
        {
          data: { values: places },
          mark: { type: 'circle', style: 'tolerance', opacity: 0.3 },
          encoding: {
            y,
            x: x('rank'),
            size: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [0, Math.min(900, 1.5 * pitch ** 2)] },
              legend: null,
            },
            tooltip: [{ field: 'tasks', type: 'quantitative' }],
          },
        },
        {
          data: { values: places },
          mark: { type: 'text', fontSize: 9, dy: isMany ? 11 : 13 },
          encoding: { y, x: x('rank'), text: { field: 'tasks', type: 'quantitative' } },
        },
        {
          data: { values: means },
          mark: { type: 'rule', style: 'interval' },
          encoding: { y, x: x('low'), x2: { field: 'high' }, tooltip },
        },
        {
          data: { values: means },
          mark: { type: 'point', shape: 'diamond', filled: true, size: 80, color: '#0072B2', opacity: 1 },
          encoding: { y, x: x('meanRank'), tooltip },
        },
      ],
    };
  },
});
