import { type Figure, type JsonObject, median } from '@minebench/core';
import type { FigureOptions } from '../figures/figure-options.ts';
import { lineNames, pixelsAlong, standBeside } from '../figures/line-names.ts';
import { panelLines } from '../figures/lost-marks.ts';
import { betaColors } from './beta-colors.ts';
import { type GanRow, LOOK_FIELDS, type LookField, toGanRows } from './gan-row.ts';
import { betaText, ganStatusLines } from './gan-text.ts';

export type GanCurvesOptions = Omit<FigureOptions, 'where'>;

const HEADINGS: Readonly<Record<LookField, string>> = {
  modes: 'modes recovered',
  highQuality: 'share near a mode',
  reverseKl: 'reverse KL (nats)',
  information: 'bound on I(G(Z); Z) (nats)',
};

const WIDTH = 150;
const HEIGHT = 120;

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

/** The numbers that the panel's upward axis spans. */
function domainOf(field: LookField, points: readonly Point[], modes: number): [number, number] {
  if (field === 'modes') return [0, modes];
  if (field === 'highQuality') return [0, 1];
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [low, high] = [Math.min(0, ...values), Math.max(0.1, ...values)];
  return [low, high + 0.05 * (high - low)];
}

function panel(rows: readonly GanRow[], field: LookField, index: number, betas: readonly string[]): JsonObject {
  const points = pointsOf(rows, field);
  const middles = medians(points);
  const [lower, right] = [index >= 2, index % 2 === 1];
  const named = standBeside(betas);
  const colors = betaColors(betas);
  const across: JsonObject = { domain: [0, Math.max(1, ...points.map(({ step }) => step))], nice: false };
  const upward: JsonObject = {
    domain: domainOf(field, points, Math.max(1, ...rows.map(({ modesOfData }) => modesOfData))),
    nice: false,
  };
  const x = {
    field: 'step',
    type: 'quantitative',
    scale: across,
    axis: { title: lower ? 'alternation' : null, grid: false, tickCount: 3, format: ',d' },
  };
  const y = {
    field: 'value',
    type: 'quantitative',
    scale: upward,
    axis: { title: null, tickCount: 5, minExtent: 28 },
  };
  const color = {
    field: 'beta',
    type: 'nominal',
    scale: colors,
    legend: named ? null : { title: null, orient: 'top' },
  };
  const [along, up] = [pixelsAlong(across, WIDTH), pixelsAlong(upward, HEIGHT)];
  const ends = betas.flatMap((name, k) => {
    const last = middles.findLast(({ beta, value }) => beta === name && value !== null);
    if (last === undefined) return [];
    return [
      {
        name,
        x: along(last.step),
        y: HEIGHT - up(last.value ?? 0),
        look: { color: colors.range[k % colors.range.length] },
      },
    ];
  });
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
      { data: { values: middles }, mark: { type: 'line', strokeWidth: 2.4 }, encoding: { x, y, color } },
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
      ...(named && right ? lineNames(ends, WIDTH) : []),
      ...panelLines([HEADINGS[field]]),
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
      'Counted on fresh samples of the generator. Thin: one line a seed; thick: the median over seeds, and once a run has diverged over those that are left. Reverse KL: of the generated against the equal distribution over nearest modes. The bound on I(G(Z); Z) is the critic’s on noise that it has not seen; the information itself is infinite, since G(Z) is a function of Z: what is drawn is how much of it the critic reads, which a finite sample does not certify (McAllester and Stratos 2018). × marks where a run diverged.',
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
        align: 'each',
        concat: LOOK_FIELDS.map((field, index) => panel(rows, field, index, betas)),
      };
    },
  };
}
