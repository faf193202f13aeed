import { type Figure, type JsonObject, mean } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { lineNames, pixelsAlong } from '../figures/line-names.ts';
import { seriesOf } from '../figures/series.ts';
import { statusLine } from '../figures/status-line.ts';
import { thinCurve } from '../figures/thin-curve.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';

const width = 280;
const height = 230;
/** Points a curve. */
const limit = 100;

/** log E_Q e^t on the selection part along training, a line a replicate: the constant that Donsker-Varadhan leaves free in t = log dP/dQ + c. */
export const constantDrift = (options: FigureOptions): Figure => ({
  ...figureHead(options, {
    title: 'Drift of the critic’s constant',
    caption:
      'c = log E_Q e^t on reference pairs of the selection part along training; one line a replicate. At the optimum t = log dP/dQ + c. Donsker-Varadhan does not feel c: its gradient by a constant is zero but for rounding, from which Adam makes steps of full size. MINE’s moving average lags behind its batches and lets c wander; NWJ holds it at 1, ReMINE’s penalty at 0 (dashed lines).',
    alt: 'Line chart of log E_Q e^t in nats against the training step, one colour a bound: NWJ settles at one, ReMINE near zero, DV and MINE drift.',
  }),
  draw(records): JsonObject | null {
    const rows = select(toRows(records), options.where).filter(({ selectionConstant }) => selectionConstant.length > 0);
    if (rows.length === 0) return null;
    const series = seriesOf(rows, []);
    const curves = rows.map((row) => ({
      series: series.name(row.setting),
      run: row.cell.slice(0, 12),
      points: thinCurve({ step: row.selectionStep, value: row.selectionConstant }, limit),
    }));
    const values = curves.flatMap(({ series: name, run, points }) =>
      points.map(({ step, value }) => ({ series: name, run, step, constant: value })),
    );
    const last = Math.max(...values.map(({ step }) => step));
    const ends = curves.map(({ series: name, points }) => ({ series: name, at: points.at(-1)?.value ?? 0 }));
    const constants = values.flatMap(({ constant }) => constant ?? []);
    const [low, high] = [Math.min(0, ...constants), Math.max(1, ...constants)];
    const domain = [low - 0.04 * (high - low), high + 0.04 * (high - low)];
    const up = pixelsAlong({ domain }, height);
    const labels = series.names.map((name) => {
      const own = ends.filter((end) => end.series === name).map(({ at }) => at);
      return { name, x: width, y: height - up(mean(own)), look: { color: series.look(name).color } };
    });
    const x = {
      field: 'step',
      type: 'quantitative',
      scale: { domain: [0, last], nice: false },
      axis: {
        title: 'training step',
        grid: false,
        format: ',d',
        values: [0, last / 2, last],
      },
    };
    const y = {
      type: 'quantitative',
      scale: { domain, nice: false },
      axis: { title: 'log E_Q eᵗ (nats)', tickCount: 6 },
    };
    return {
      title: { text: this.title, subtitle: [statusLine(rows)] },
      width,
      height,
      layer: [
        {
          data: { values: [{ constant: 0 }, { constant: 1 }] },
          mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
          encoding: { y: { field: 'constant', ...y } },
        },
        {
          data: { values },
          mark: { type: 'line', strokeWidth: 1, opacity: 0.85 },
          encoding: {
            x,
            y: { field: 'constant', ...y },
            color: { ...series.color, legend: null },
            detail: { field: 'run', type: 'nominal' },
          },
        },
        ...lineNames(labels, width),
      ],
    };
  },
});
