import type { Figure, JsonObject } from '@minebench/core';
import { type GroupSummary, summarize } from '../groups/group-summary.ts';
import { compareValues } from '../groups/replicates.ts';
import { toRows } from '../rows/to-rows.ts';
import { fieldOf, select } from '../rows/where.ts';
import { estimatorName, panelTitle } from '../theme/names.ts';
import { appearances } from '../theme/palette.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { frameOf } from './frame.ts';
import { statusLine } from './status-line.ts';
import { truthPanel } from './truth-panel.ts';

export interface MiAgainstTruthOptions extends FigureOptions {
  /** A field with a panel for each of its values; `estimator` where absent. */
  readonly facet?: string;
  /** Panels a row; 2 where absent. */
  readonly columns?: number;
  /** Values of the facet in the order of the panels; those that are absent follow. */
  readonly order?: readonly string[];
}

const heading = (field: string, value: ReturnType<typeof fieldOf>): string =>
  field === 'estimator' ? estimatorName(String(value)) : panelTitle(field, value);

/** What a panel draws as horizontal lines: the logarithms of the sizes that its estimators cannot see beyond. */
function limitsOf(groups: readonly GroupSummary[]): { readonly nats: number; readonly label: string }[] {
  const [row] = groups[0].rows;
  const sizes: [string, number | null][] = [
    ['n', row.n],
    ['b', row.estimator === 'infonce' ? row.batchSize : null],
  ];
  return sizes
    .flatMap(([name, size]) => (size === null ? [] : [{ nats: Math.log(size), label: `log ${name}` }]))
    .sort((a, b) => b.nats - a.nats);
}

/**
 * Estimates against the true information, a panel an estimator, on one scale: the diagonal is right. Beyond the frame and without an estimate, cells are counted at its
 * edge, so that one that diverged leaves the axes as they are.
 */
export function miAgainstTruth(options: MiAgainstTruthOptions): Figure {
  const { facet = 'estimator', columns = 2, order = [] } = options;
  return {
    ...figureHead(options, {
      title: 'Estimates against the true information',
      caption:
        'Open marks: estimates on the evaluation part, one a replicate; line: their means. Diagonal: the truth. Dashed: log n of the sample that was trained on, and log b of the batch for InfoNCE. All panels have one scale, which the first of a row tells. k× on the lower edge: k cells there diverged or failed and have no estimate; ▲▼: k values beyond the frame.',
      alt: 'Small multiples, a panel an estimator: estimated against true mutual information in nats, with the diagonal of right answers; most curves bend away from it and flatten near the logarithm of the sample size.',
    }),
    draw(records): JsonObject | null {
      const rows = select(toRows(records), options.where).filter((row) => row.truth !== null);
      if (rows.length === 0) return null;
      const place = (value: unknown) => (order.includes(String(value)) ? order.indexOf(String(value)) : order.length);
      const values = [...new Set(rows.map((row) => fieldOf(row, facet)))].sort(
        (a, b) => place(a) - place(b) || compareValues(a, b),
      );
      const top = Math.max(...rows.map((row) => row.truth ?? 0));
      const completed = rows.filter((row) => row.status === 'completed' && row.nats !== null);
      const shown = completed.map((row) => row.nats ?? 0).filter((nats) => nats >= -0.25 * top && nats <= 1.35 * top);
      const frame = frameOf(shown, [0, top], top, completed.length < rows.length);
      const off = completed.filter((row) => frame.place(row.nats ?? 0).beyond !== null).length;
      const looks = appearances(rows.map((row) => row.estimator));
      const width = columns === 1 ? 330 : Math.floor(340 / columns);
      const lastRow = Math.floor((values.length - 1) / columns);
      const panels = values.map((value, index) => {
        const members = rows.filter((row) => fieldOf(row, facet) === value);
        const groups = summarize(members);
        return truthPanel(groups, {
          frame,
          top,
          width,
          height: Math.round(0.62 * width),
          heading: heading(facet, value),
          look: looks.get(members[0].estimator) ?? { color: '#7F7F7F', shape: 'circle' },
          limits: limitsOf(groups),
          yTitle: index % columns === 0 ? 'estimate (nats)' : null,
          xTitle: Math.floor(index / columns) === lastRow || index + columns >= values.length ? 'true MI (nats)' : null,
        });
      });
      return {
        title: { text: this.title, subtitle: [statusLine(rows, off)] },
        columns,
        concat: panels,
        spacing: { row: 18, column: 10 },
      };
    },
  };
}
