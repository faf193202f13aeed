import { type CellRecord, type Figure, type JsonObject, quantile } from '@minebench/core';
import { nats } from '../claims/judged-groups.ts';
import { errorFrame } from '../figures/frame.ts';
import { rowNames } from '../figures/row-names.ts';
import { journalWidth, paperMargin } from '../theme/journal-width.ts';
import { okabeIto } from '../theme/palette.ts';
import { wrappedName } from '../theme/wrapped-name.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';
import { seedsText } from './comparison-tables.ts';
import { isOpenByLosses, type PairedDifference } from './paired-differences.ts';

/** How many times the median of the intervals' ends still stretches the axis. */
const ASTRAY = 30;

/** Letters of a line of a contestant's name. */
const letters = 20;

/** Of the notes at the right, in pixels. */
const noteWidth = 92;

/** What would resolve a difference that is not. */
function openText(difference: PairedDifference): string {
  if (difference.resolved) return '';
  return isOpenByLosses(difference) ? 'lost cells' : `${seedsText(difference)} seeds`;
}

/** Paired differences of absolute error, a row a pair of contestants. */
export const differenceFigure = (analyse: (records: readonly CellRecord[]) => ComparisonAnalysis): Figure => ({
  id: 'differences',
  title: 'Paired differences of absolute error',
  caption:
    'A row a pair: mean over tasks of |error of the first| − |error of the second| on the same samples, with its 95% bootstrap interval over seeds within tasks. Left of zero the first errs less, right of it the second. Filled: resolved. Open: not resolved; the number tells how many seeds a task would resolve it, or that who errs less lost more cells. What lies beyond the axis is drawn at its edge, with the value of the difference.',
  alt: 'Chart with a row a pair of contestants: the mean paired difference of their absolute errors in nats with an interval, about a zero line.',
  draw(records): JsonObject | null {
    const { differences, table } = analyse(records);
    const known = differences.flatMap((difference) => {
      const { meanDifference: at, low, high } = difference;
      return at === null ? [] : [{ difference, at, low: low ?? at, high: high ?? at }];
    });
    if (known.length === 0) return null;
    const ends = known.flatMap(({ low, high }) => [low, high]);
    // A contestant that goes far astray must not flatten the others' differences.
    const frame = errorFrame(ends, ASTRAY * quantile(ends.map(Math.abs), 0.5));
    const values = known.map(({ difference, at, low, high }) => {
      const place = frame.place(at);
      return {
        pair: `${difference.a}  −  ${difference.b}`,
        difference: at,
        low,
        high,
        state: difference.resolved ? 'resolved' : 'not resolved',
        place: place.at,
        from: frame.place(low).at,
        to: frame.place(high).at,
        note: [place.beyond === null ? '' : nats(at), openText(difference)].filter((text) => text !== '').join('\n'),
      };
    });
    const names = rowNames(
      values.map(({ pair }) => pair),
      known.map(({ difference: { a, b } }) => [...wrappedName(a, letters), ...wrappedName(`− ${b}`, letters)]),
    );
    const width = journalWidth.column - paperMargin - names.width - noteWidth;
    const y: JsonObject = {
      field: 'pair',
      type: 'nominal',
      sort: null,
      axis: { ...names.axis, ticks: false, domain: false, grid: true },
    };
    const x = (field: string): JsonObject => ({
      field,
      type: 'quantitative',
      scale: frame.scale,
      axis: {
        title: 'difference of |error| (nats)',
        ...(frame.ticks ? { values: [...frame.ticks], format: '~g' } : { tickCount: 4 }),
      },
    });
    const states = ['resolved', 'not resolved'];
    const state = (range: readonly string[], legend: JsonObject | null): JsonObject => ({
      field: 'state',
      type: 'nominal',
      scale: { domain: states, range: [...range] },
      legend,
    });
    const colors = [okabeIto.blue, okabeIto.vermillion];
    const legend: JsonObject = { title: null, orient: 'top', symbolType: 'circle' };
    const tooltip: JsonObject[] = [
      { field: 'pair', type: 'nominal' },
      { field: 'difference', type: 'quantitative', format: '.4~f' },
      { field: 'low', title: '95% low', type: 'quantitative', format: '.4~f' },
      { field: 'high', title: '95% high', type: 'quantitative', format: '.4~f' },
      { field: 'note', title: 'to resolve', type: 'nominal' },
    ];
    return {
      title: { text: this.title, subtitle: [`${table.tasks.length} tasks, ${table.replicates} seeds each`] },
      width,
      height: { step: Math.max(34, names.height + 6) },
      layer: [
        { data: { values: [{ zero: 0 }] }, mark: { type: 'rule', style: 'zero' }, encoding: { x: x('zero') } },
        {
          data: { values },
          mark: { type: 'rule', style: 'interval' },
          encoding: { y, x: x('from'), x2: { field: 'to' }, stroke: state(colors, legend), tooltip },
        },
        {
          data: { values },
          mark: { type: 'point', size: 60, strokeWidth: 1.6, opacity: 1 },
          encoding: {
            y,
            x: x('place'),
            stroke: state(colors, legend),
            fill: state([okabeIto.blue, 'transparent'], legend),
            tooltip,
          },
        },
        {
          data: { values },
          mark: { type: 'text', align: 'left', fontSize: 9, lineBreak: '\n', lineHeight: 11 },
          encoding: { y, x: { value: width + 8 }, text: { field: 'note', type: 'nominal' } },
        },
      ],
    };
  },
});
