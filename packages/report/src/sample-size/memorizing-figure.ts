import type { Figure, JsonObject } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { statusLine } from '../figures/status-line.ts';
import { thinCurve } from '../figures/thin-curve.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { okabeIto } from '../theme/palette.ts';

const width = 290;
const parts = { seen: 'training sample, all pairs', heldOut: 'held out' } as const;

/** A bound on the sample it is trained on, and on pairs it has not seen, along training on independent X and Y. */
export const memorizingFigure = (options: FigureOptions): Figure => ({
  ...figureHead(options, {
    title: 'A critic that knows its sample by heart',
    caption:
      'X and Y are independent: the truth is 0. Donsker-Varadhan on all n² pairs of the training sample, at every step (orange), climbs to log n, which it cannot exceed (dashed); on pairs that it has not seen (blue) it falls. One line a replicate; a look below the frame runs along its edge.',
    alt: 'Line chart against the training step: the value on the training sample climbs to the dashed line of log n, the held-out value starts at zero and falls below it.',
  }),
  draw(records): JsonObject | null {
    const rows = select(toRows(records), options.where).filter(({ minibatchMean }) => minibatchMean.length > 0);
    if (rows.length === 0) return null;
    const cap = Math.log(Math.max(...rows.map(({ n }) => n ?? 1)));
    const floor = -cap;
    const curve = (part: string, step: readonly number[], value: readonly (number | null)[], run: string) =>
      thinCurve({ step, value }, 150).map((point) => ({
        part,
        run,
        step: point.step,
        nats: point.value === null ? null : Math.max(floor, point.value),
      }));
    const values = rows.flatMap((row) => [
      ...curve(parts.seen, row.minibatchStep, row.minibatchMean, row.cell.slice(0, 12)),
      ...curve(parts.heldOut, row.selectionStep, row.selectionNats, row.cell.slice(0, 12)),
    ]);
    const last = Math.max(...values.map(({ step }) => step));
    const x = {
      field: 'step',
      type: 'quantitative',
      scale: { domain: [0, last], nice: false },
      axis: { title: 'training step', grid: false, tickCount: 5 },
    };
    const y = {
      type: 'quantitative',
      scale: { domain: [floor, 1.12 * cap], nice: false },
      axis: { title: 'Donsker-Varadhan (nats)', tickCount: 6 },
    };
    return {
      title: { text: this.title, subtitle: [statusLine(rows)] },
      width,
      height: 220,
      layer: [
        {
          data: { values: [{ nats: cap }] },
          mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
          encoding: { y: { ...y, field: 'nats' } },
        },
        {
          data: { values: [{ nats: 0 }] },
          mark: { type: 'rule', style: 'truth' },
          encoding: { y: { ...y, field: 'nats' } },
        },
        {
          data: {
            values: [
              { step: 0.02 * last, nats: cap, label: `log n = ${cap.toFixed(2)}` },
              { step: 0.02 * last, nats: 0, label: 'truth' },
            ],
          },
          mark: { type: 'text', style: 'truthLabel', align: 'left', baseline: 'bottom', dy: -3 },
          encoding: { x, y: { ...y, field: 'nats' }, text: { field: 'label', type: 'nominal' } },
        },
        {
          data: { values },
          mark: { type: 'line', strokeWidth: 1.4, opacity: 0.9 },
          encoding: {
            x,
            y: { ...y, field: 'nats' },
            color: {
              field: 'part',
              type: 'nominal',
              scale: {
                domain: Object.values(parts),
                range: [okabeIto.vermillion, okabeIto.blue],
              },
              legend: null,
            },
            detail: { field: 'run', type: 'nominal' },
          },
        },
        ...[
          { name: parts.seen, nats: cap, color: okabeIto.vermillion, baseline: 'top', dy: 6 },
          { name: parts.heldOut, nats: floor, color: okabeIto.blue, baseline: 'bottom', dy: -6 },
        ].map(({ name, nats, ...look }) => ({
          data: { values: [{ step: 0.98 * last, nats, name }] },
          mark: { type: 'text', align: 'right', fontWeight: 'bold', ...look },
          encoding: { x, y: { ...y, field: 'nats' }, text: { field: 'name', type: 'nominal' } },
        })),
      ],
    };
  },
});
