import type { Figure, JsonObject } from '@minebench/core';
import type { FigureOptions } from '../figures/figure-options.ts';
import { frameOf } from '../figures/frame.ts';
import { panelLines } from '../figures/lost-marks.ts';
import { plural } from '../theme/plural.ts';
import { type BottleneckRow, byMethod, toBottleneckRows } from './bottleneck-row.ts';
import { methodColors } from './method-colors.ts';

/** Entropy of ten labels, nats. */
const LABELS = Math.log(10);

/** Pixels of a panel's side. */
const SIDE = 173;

type PathPoint = {
  readonly method: string;
  readonly epoch: number;
  readonly information: number;
  /** Where it stands in the panel: the edge, where it lies beyond. */
  readonly at: number;
  readonly beyond: 'above' | 'below' | null;
  readonly labelInformation: number;
};

const meanOf = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.some((value) => value === null)
    ? null
    : (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;

/** A method's path over the epochs, the mean of its seeds. */
function pathOf(
  method: string,
  rows: readonly BottleneckRow[],
  field: 'informationCritic' | 'informationLow' | 'informationHigh',
): Omit<PathPoint, 'at' | 'beyond'>[] {
  return rows[0].looks.flatMap(({ epoch }, k) => {
    const information = meanOf(rows.map(({ looks }) => looks[k]?.[field] ?? null));
    const labelInformation = meanOf(rows.map(({ looks }) => looks[k]?.labelInformation ?? null));
    return information === null || labelInformation === null ? [] : [{ method, epoch, information, labelInformation }];
  });
}

function panel(
  heading: string,
  paths: readonly (readonly PathPoint[])[],
  brackets: readonly JsonObject[],
  x: JsonObject,
  y: JsonObject,
  color: JsonObject,
  more: readonly JsonObject[],
): JsonObject {
  const points = paths.flat();
  const ends = paths.flatMap((path) => path.slice(-1));
  const at = { x: { field: 'at', ...x }, y: { field: 'labelInformation', ...y }, color };
  const tooltip = [
    { field: 'method', type: 'nominal' },
    { field: 'epoch', type: 'quantitative' },
    { field: 'information', title: 'I(X;Z), nats', type: 'quantitative', format: '.2f' },
    { field: 'labelInformation', title: 'I(Z;Y) at least, nats', type: 'quantitative', format: '.4f' },
  ];
  return {
    width: SIDE,
    height: SIDE,
    layer: [
      ...more,
      {
        data: { values: points },
        mark: { type: 'line', strokeWidth: 1.4 },
        encoding: { ...at, order: { field: 'epoch', type: 'quantitative' } },
      },
      { data: { values: points }, mark: { type: 'point', style: 'replicate', size: 14 }, encoding: { ...at, tooltip } },
      ...(brackets.length > 0
        ? [
            {
              data: { values: brackets },
              mark: { type: 'rule', style: 'interval' },
              encoding: {
                x: { field: 'low', ...x },
                x2: { field: 'high' },
                y: { field: 'labelInformation', ...y },
                color,
              },
            },
          ]
        : []),
      {
        data: { values: ends.filter(({ beyond }) => beyond === null) },
        mark: { type: 'point', style: 'mean', size: 60 },
        encoding: { ...at, tooltip },
      },
      ...(['above', 'below'] as const).flatMap((side) => {
        const values = points.filter(({ beyond }) => beyond === side);
        const shape = side === 'above' ? 'triangle-right' : 'triangle-left';
        return values.length === 0
          ? []
          : [
              {
                data: { values },
                mark: { type: 'point', shape, filled: true, size: 70 },
                encoding: { ...at, tooltip },
              },
            ];
      }),
      ...panelLines([heading]),
    ],
  };
}

/**
 * The information plane over training (Tishby and Zaslavsky 2015): what a code keeps of the image against what it tells of the label. Of noisy codes only: that of
 * a network without noise has infinite information. Left as the critic reads it, right as the known p(z|x) encloses it.
 */
export const informationPlane = (options: Omit<FigureOptions, 'where'>): Figure => ({
  id: options.id,
  title: options.title ?? 'Information plane over training',
  caption:
    options.caption ??
    'Paths over the epochs, means of the seeds on test images; the filled mark is the last epoch. Networks that diverged are counted above, and not in the means. Upwards: H(Y) less the cross-entropy at a draw of the code, in expectation a lower bound on I(Z;Y). To the right: I(X;Z), left panel as the critic reads it (DV), right panel from the known p(z|x), as the leave-one-out upper bound with a bar down to the lower bound (InfoNCE at its optimum), which cannot exceed the logarithm of the number of images. Where the two panels differ, the critic misses information. Triangles at the edge of the left panel: readings beyond it.',
  alt:
    options.alt ??
    'Two scatter plots with paths over training, one a method: information about the label against information about the image, as a critic reads it and as the known conditional density encloses it.',
  draw(records): JsonObject | null {
    const noisy = toBottleneckRows(records).filter((row) => row.noisy);
    const usable = noisy.filter(({ status }) => status === 'completed');
    if (usable.length === 0) return null;
    const lost = noisy.length - usable.length;
    const groups = [...byMethod(usable)];
    const colors = methodColors(usable);
    const color = {
      field: 'method',
      type: 'nominal',
      scale: colors,
      legend: { title: null, orient: 'bottom', columns: 3 },
    };
    const read = groups.map(([method, rows]) => pathOf(method, rows, 'informationCritic'));
    // A critic that has learnt the training images by heart may read hundreds of nats below zero on others.
    const frame = frameOf(
      read.flat().map(({ information }) => information),
      [0, LABELS],
      LABELS,
    );
    const critic = read.map((path) =>
      path.map((point): PathPoint => ({ ...point, ...frame.place(point.information) })),
    );
    const low = groups.map(([method, rows]) => pathOf(method, rows, 'informationLow'));
    const high = groups.map(([method, rows]) =>
      pathOf(method, rows, 'informationHigh').map(
        (point): PathPoint => ({ ...point, at: point.information, beyond: null }),
      ),
    );
    const beyond = critic.flat().filter((point) => point.beyond !== null).length;
    const brackets = high.flatMap((path, k) => {
      const [end, start] = [path.at(-1), low[k].at(-1)];
      return end && start
        ? [
            {
              method: end.method,
              low: start.information,
              high: end.information,
              labelInformation: end.labelInformation,
            },
          ]
        : [];
    });
    const labels = [...critic, ...high].flat().map(({ labelInformation }) => labelInformation);
    const [bottom, top] = [Math.min(...labels), Math.max(...labels, LABELS)];
    const y = {
      type: 'quantitative',
      scale: { domain: [bottom - 0.03 * (top - bottom), top + 0.03 * (top - bottom)], nice: false, zero: false },
    };
    const labelled = { ...y, axis: { title: 'I(Z;Y), at least (nats)' } };
    const bare = { ...y, axis: { title: null, labels: false } };
    const x = (title: string, scale: JsonObject = { zero: true }) => ({ type: 'quantitative', scale, axis: { title } });
    const images = usable[0].informationImages;
    const logImages =
      images === null ? [] : [{ information: Math.log(images), label: `log ${images.toLocaleString('en')}` }];
    const bound = x('I(X;Z), enclosed (nats)');
    return {
      title: {
        text: this.title,
        subtitle: [
          `${plural(noisy.length, 'network')} with noisy codes, ${plural(byMethod(noisy).size, 'method')}; ${lost > 0 ? `${lost} diverged or failed` : 'none diverged or failed'}`,
          ...(beyond > 0 ? [`${plural(beyond, 'reading')} of the critic beyond the frame, at its edge`] : []),
        ],
      },
      spacing: 12,
      hconcat: [
        panel('as the critic reads it', critic, [], x("I(X;Z), critic's DV (nats)", frame.scale), labelled, color, []),
        panel('from the known p(z|x)', high, brackets, bound, bare, color, [
          {
            data: { values: logImages },
            mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
            encoding: { x: { field: 'information', ...bound } },
          },
          {
            data: { values: logImages },
            mark: { type: 'text', style: 'truthLabel', align: 'left', baseline: 'top', dx: 3 },
            encoding: {
              x: { field: 'information', ...bound },
              y: { value: 3 },
              text: { field: 'label', type: 'nominal' },
            },
          },
        ]),
      ],
    };
  },
});
