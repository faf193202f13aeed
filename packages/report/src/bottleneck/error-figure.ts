import type { Figure, JsonObject } from '@minebench/core';
import type { FigureOptions } from '../figures/figure-options.ts';
import { seedsText } from '../groups/seeds-text.ts';
import { plural } from '../theme/plural.ts';
import { byMethod, toBottleneckRows } from './bottleneck-row.ts';
import { errorRate } from './classification-error.ts';
import { methodColors } from './method-colors.ts';

/** Error rates of classifiers with and without an information bottleneck, a method a line. */
export const classificationErrors = (options: Omit<FigureOptions, 'where'>): Figure => ({
  id: options.id,
  title: options.title ?? 'Test error by regulariser',
  caption:
    options.caption ??
    "Open marks: the share of test images that one trained network gets wrong after its last epoch, one a seed. Filled marks and bars: their mean with Student's 95% interval, which counts both other images and other seeds. Networks that diverged are counted above, and not in the mean.",
  alt: options.alt ?? 'Dot plot of test errors in per cent for each regulariser, with intervals.',
  draw(records): JsonObject | null {
    const rows = toBottleneckRows(records);
    const usable = rows.filter(({ status }) => status === 'completed');
    if (usable.length === 0) return null;
    const groups = byMethod(usable);
    const methods = [...groups.keys()];
    const colors = methodColors(usable);
    const means = [...groups].map(([method, replicated]) => {
      const { mean, interval } = errorRate(replicated);
      return {
        method,
        mean: 100 * mean,
        low: 100 * interval.low,
        high: 100 * interval.high,
        label: (100 * mean).toFixed(2),
      };
    });
    const seeds = usable.map((row) => ({
      method: row.method,
      seeds: seedsText(row),
      error: (100 * row.wrong.length) / row.testImages,
    }));
    const most = Math.max(...means.map(({ high }) => high), ...seeds.map(({ error }) => error));
    const least = Math.min(0, ...means.map(({ low }) => low));
    const x = {
      type: 'quantitative',
      scale: { domain: [least, most + 0.12 * (most - least)], nice: false },
      axis: { title: 'test images classified wrongly (%)' },
    };
    const y = {
      field: 'method',
      type: 'nominal',
      sort: null,
      scale: { domain: methods },
      axis: { title: null, labelLimit: 150, grid: true, ticks: false, domain: false },
    };
    const color = { field: 'method', type: 'nominal', scale: colors, legend: null };
    const lost = rows.length - usable.length;
    return {
      title: {
        text: this.title,
        subtitle: [
          `${plural(rows.length, 'network')}, ${usable[0].testImages.toLocaleString('en')} test images; ${lost > 0 ? `${lost} diverged or failed` : 'none diverged or failed'}`,
        ],
      },
      width: 300,
      height: 30 * methods.length,
      layer: [
        {
          data: { values: means },
          mark: { type: 'rule', style: 'interval', strokeWidth: 2.2 },
          encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color },
        },
        {
          data: { values: seeds },
          mark: { type: 'point', style: 'replicate', size: 32 },
          encoding: {
            x: { field: 'error', ...x },
            y,
            color,
            tooltip: [
              { field: 'method', type: 'nominal' },
              { field: 'seeds', type: 'nominal' },
              { field: 'error', title: 'error (%)', type: 'quantitative', format: '.2f' },
            ],
          },
        },
        {
          data: { values: means },
          mark: { type: 'point', style: 'mean' },
          encoding: { x: { field: 'mean', ...x }, y, color },
        },
        {
          data: { values: means },
          mark: { type: 'text', align: 'left', dx: 6 },
          encoding: { x: { field: 'high', ...x }, y, text: { field: 'label', type: 'nominal' } },
        },
      ],
    };
  },
});
