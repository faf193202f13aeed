import { type Figure, type Gate, type JsonObject, mean } from '@minebench/core';
import { errorFrame, type Frame } from '../figures/frame.ts';
import { linesOf, wrappedRowNames } from '../figures/row-names.ts';
import { journalWidth, paperMargin } from '../theme/journal-width.ts';
import { okabeIto } from '../theme/palette.ts';
import { wrappedName } from '../theme/wrapped-name.ts';
import type { PairedComparison, SeedOutcome } from './paired-comparison.ts';

const states = ['baseline', 'now'] as const;

interface Row extends JsonObject {
  readonly kind: 'allowed' | 'error' | 'mean' | 'lost' | 'zero';
}

function rowsOf({ task, estimator, pairs }: PairedComparison, margin: number, { place, domain }: Frame): Row[] {
  const at = { task, estimator };
  const seen = pairs.filter(({ after }) => after !== null);
  const side = (state: (typeof states)[number], outcomes: readonly SeedOutcome[]): Row[] => {
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    const lost = outcomes.length - errors.length;
    // told where the others' marks are not
    const isRight = errors.length === 0 || mean(errors.map((error) => place(error).at)) < mean([...domain]);
    return [
      ...errors.map((error): Row => ({ ...at, kind: 'error', state, error, from: place(error).at })),
      ...(errors.length > 0
        ? [{ ...at, kind: 'mean', state, error: mean(errors), from: place(mean(errors)).at } as const]
        : []),
      ...(lost > 0
        ? [{ ...at, kind: 'lost', state, isRight, note: `× ${lost} of ${outcomes.length} lost` } as const]
        : []),
    ];
  };
  const before = seen.map((pair) => pair.before);
  const known = before.flatMap(({ error }) => error ?? []);
  const reach = known.length > 0 ? Math.abs(mean(known)) + margin : null;
  return [
    { ...at, kind: 'zero', from: 0 },
    ...(reach === null ? [] : [{ ...at, kind: 'allowed', from: place(-reach).at, to: place(reach).at } as const]),
    ...side('baseline', before),
    ...side(
      'now',
      seen.flatMap(({ after }) => after ?? []),
    ),
  ];
}

const layer = (kind: Row['kind'], mark: JsonObject, encoding: JsonObject, where = 'true'): JsonObject => ({
  transform: [{ filter: `datum.kind === '${kind}' && ${where}` }],
  mark,
  encoding,
});

/** Letters of a line of a task's name and of an estimator's. */
const letters = { task: 17, estimator: 23 };

/** Between two panels, in pixels. */
const between = 20;

/** Signed errors of the seeds that both have, the baseline's above those of now, a panel an estimator and a row a task. */
export const errorDistributions = (comparisons: readonly PairedComparison[], { margins }: Gate): Figure => ({
  id: 'error-distributions',
  title: 'Errors before and now',
  caption:
    'A panel an estimator, a row a task: signed errors of the seeds that have been looked at, the baseline’s above those of now, a circle a seed and a bar for their mean. Shaded: where a mean may lie whose size grew by no more than the margin. An error beyond the axis is drawn at its edge; a cross counts the seeds that gave no estimate.',
  alt: 'Strip charts of signed errors in nats, the baseline’s beside those of now, for each estimator and task; the numbers are in the tables below.',
  draw(): JsonObject | null {
    const errors = comparisons.flatMap(({ pairs }) =>
      pairs.flatMap(({ before, after }) => (after ? [before.error ?? [], after.error ?? []].flat() : [])),
    );
    if (errors.length === 0) return null;
    const frame = errorFrame(errors, 1);
    const x: JsonObject = {
      field: 'from',
      type: 'quantitative',
      scale: frame.scale,
      axis: {
        title: 'signed error (nats)',
        ...(frame.ticks ? { values: [...frame.ticks], format: '~g' } : { tickCount: 3 }),
      },
    };
    const names = wrappedRowNames([...new Set(comparisons.map(({ task }) => task))], letters.task);
    const y: JsonObject = { field: 'task', type: 'nominal', sort: null, axis: names.axis };
    const yOffset: JsonObject = { field: 'state', type: 'nominal', scale: { domain: [...states] } };
    const color: JsonObject = {
      field: 'state',
      type: 'nominal',
      scale: { domain: [...states], range: [okabeIto.blue, okabeIto.vermillion] },
      legend: { title: null, orient: 'top' },
    };
    const tooltip: JsonObject[] = [
      { field: 'state', type: 'nominal' },
      { field: 'error', type: 'quantitative', format: '.4~f' },
    ];
    const estimators = [...new Set(comparisons.map(({ estimator }) => estimator))];
    const columns = Math.min(2, estimators.length);
    const room = journalWidth.column - paperMargin - names.width;
    const width = Math.floor((room - between * (columns - 1)) / columns);
    const headings = estimators.map((name) => wrappedName(name, letters.estimator * (columns === 1 ? 2 : 1)));
    return {
      title: { text: this.title },
      data: { values: comparisons.flatMap((one) => rowsOf(one, margins.bias, frame)) },
      columns,
      spacing: between,
      facet: {
        field: 'estimator',
        type: 'nominal',
        sort: estimators,
        header: { title: null, labelExpr: linesOf(estimators, headings), labelLineHeight: 13 },
      },
      spec: {
        width,
        height: { step: Math.max(28, names.height + 2), for: 'position' },
        layer: [
          layer('allowed', { type: 'bar', style: 'tolerance', height: { band: 0.92 } }, { x, x2: { field: 'to' }, y }),
          layer('zero', { type: 'tick', style: 'zero', height: { band: 1 } }, { x, y }),
          layer('error', { type: 'point', size: 26, strokeWidth: 1.2 }, { x, y, yOffset, stroke: color, tooltip }),
          layer('mean', { type: 'tick', thickness: 2.5, height: 13 }, { x, y, yOffset, color, tooltip }),
          ...[true, false].map((isRight) =>
            layer(
              'lost',
              { type: 'text', align: isRight ? 'right' : 'left', fontSize: 9 },
              { x: { value: isRight ? width - 2 : 2 }, y, yOffset, color, text: { field: 'note', type: 'nominal' } },
              `datum.isRight === ${isRight}`,
            ),
          ),
        ],
      },
    };
  },
});
