import { type Figure, type JsonObject, median } from '@minebench/core';
import type { FigureOptions } from '../figures/figure-options.ts';
import { panelHeading } from '../figures/lost-marks.ts';
import { betaColors } from './beta-colors.ts';
import { type GanRow, LOOK_FIELDS, type LookField, toGanRows } from './gan-row.ts';
import { betaText, ganStatusLines } from './gan-text.ts';

export type GanCurvesOptions = Omit<FigureOptions, 'where'>;

const HEADINGS: Readonly<Record<LookField, string>> = {
  modes: 'modes recovered',
  highQuality: 'share of high-quality samples',
  reverseKl: 'reverse KL over modes (nats)',
  information: 'bound on I(G(Z); Z) (nats)',
};

const WIDTH = 300;
const HEIGHT = 170;

interface Point {
  readonly [key: string]: string | number | null;
  readonly step: number;
  readonly value: number | null;
  readonly beta: string;
  readonly seed: string;
}

const pointsOf = (rows: readonly GanRow[], field: LookField): Point[] =>
  rows.flatMap((row) =>
    row.looks.step.map((step, k) => ({
      step,
      value: row.looks[field][k] ?? null,
      beta: betaText(row.beta),
      seed: `${row.dataSeed}/${row.initSeed}`,
    })),
  );

/** Medians over the seeds that reached a step, one line a beta. */
function medians(points: readonly Point[]): Point[] {
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const key = `${point.beta} ${point.step}`;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].map((group) => {
    const values = group.flatMap(({ value }) => (value === null ? [] : [value]));
    return { ...group[0], seed: 'median', value: values.length > 0 ? median(values) : null };
  });
}

function panel(rows: readonly GanRow[], field: LookField, betas: readonly string[]): JsonObject {
  const points = pointsOf(rows, field);
  const x = {
    field: 'step',
    type: 'quantitative',
    axis: { title: 'alternation', grid: false, tickCount: 4, format: ',d' },
  };
  const modes = Math.max(0, ...rows.map(({ modesOfData }) => modesOfData));
  const domain =
    field === 'modes'
      ? { scale: { domain: [0, modes], nice: false } }
      : field === 'highQuality'
        ? { scale: { domain: [0, 1] } }
        : {};
  const y = { field: 'value', type: 'quantitative', axis: { title: null, tickCount: 5, minExtent: 28 }, ...domain };
  const color = {
    field: 'beta',
    type: 'nominal',
    scale: betaColors(betas),
    legend: { title: null, orient: 'top' },
  };
  const lost = rows.flatMap((row) =>
    row.divergedAtStep === null
      ? []
      : [{ step: row.divergedAtStep, beta: betaText(row.beta), label: '×', reason: row.reason ?? '' }],
  );
  return {
    width: WIDTH,
    height: HEIGHT,
    layer: [
      {
        data: { values: points },
        mark: { type: 'line', strokeWidth: 0.8, opacity: 0.45 },
        encoding: { x, y, color, detail: { field: 'seed', type: 'nominal' } },
      },
      { data: { values: medians(points) }, mark: { type: 'line', strokeWidth: 2.4 }, encoding: { x, y, color } },
      ...(lost.length === 0
        ? []
        : [
            {
              data: { values: lost },
              mark: { type: 'text', fontWeight: 'bold', fontSize: 14, baseline: 'bottom' },
              encoding: {
                x,
                y: { value: HEIGHT },
                color,
                text: { field: 'label', type: 'nominal' },
                tooltip: [{ field: 'reason', type: 'nominal' }],
              },
            },
          ]),
      panelHeading(HEADINGS[field], WIDTH),
    ],
  };
}

/** What becomes of a generator's samples along training: modes recovered, share near one, reverse KL, and the critic's bound on I(G(Z); Z). */
export function ganCurves(options: GanCurvesOptions): Figure {
  return {
    id: options.id,
    title: options.title ?? 'Coverage and mutual information along training',
    caption:
      options.caption ??
      'Counted on fresh samples of the generator. Thin: one line a seed; thick: the median over seeds. Reverse KL: of the generated against the equal distribution over nearest modes. The bound on I(G(Z); Z) is the critic’s on noise that it has not seen; the information itself is infinite, since G(Z) is a function of Z: what is drawn is how much of it the critic can certify. × marks where a run diverged.',
    alt:
      options.alt ??
      'Four line charts against the step of training, grey without and red with the mutual information in the objective: modes recovered, share of samples near a mode, reverse Kullback-Leibler divergence, bound on the mutual information.',
    draw(records): JsonObject | null {
      const rows = toGanRows(records);
      if (rows.every(({ looks }) => looks.step.length === 0)) return null;
      const betas = [...new Set(rows.map(({ beta }) => betaText(beta)))];
      return {
        title: { text: this.title, subtitle: ganStatusLines(rows) },
        columns: 2,
        concat: LOOK_FIELDS.map((field) => panel(rows, field, betas)),
      };
    },
  };
}
