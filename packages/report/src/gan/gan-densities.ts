import type { Figure, JsonObject } from '@minebench/core';
import { contourPath } from '../density/contour-path.ts';
import { densityLevels, kernelDensity } from '../density/kernel-density.ts';
import type { FigureOptions } from '../figures/figure-options.ts';
import { panelHeading } from '../figures/lost-marks.ts';
import { type GanRow, toGanRows } from './gan-row.ts';
import { betaText, ganStatusLines } from './gan-text.ts';

export interface GanDensitiesOptions extends Omit<FigureOptions, 'where'> {
  /** `training`: the panels of one pair of seeds along training. `seeds`: the last one of every seed. */
  readonly show: 'training' | 'seeds';
  /** Standard deviation of the kernel, in the data's unit; .12 where absent. */
  readonly bandwidth?: number;
}

/** Of the sample within each region, from the darkest to the lightest. */
const SHARES = [0.2, 0.5, 0.8, 0.95] as const;
const SHADES = ['#00634A', '#3F9E80', '#8FCDB8', '#D3EBE3'] as const;

/** Pixels of a panel's side, and grid points along it. */
const SIDE = 150;
const GRID = 97;

interface Panel {
  readonly heading: string;
  readonly note: string;
  readonly points: readonly number[];
}

/** Half the side of the square that all panels show. */
const halfOf = (rows: readonly GanRow[]): number =>
  1.2 * Math.max(1, ...rows.flatMap(({ centers }) => centers.map(Math.abs)));

/** Regions as one mark each: a symbol as large as the panel whose outline is the contour. */
function regions(points: readonly number[], half: number, bandwidth: number): JsonObject[] {
  const grid = kernelDensity(points, { size: GRID, half, bandwidth });
  return densityLevels(grid, SHARES)
    .map((level, k) => ({ outline: contourPath(grid, level), share: SHARES[k], color: SHADES[k] }))
    .reverse()
    .filter(({ outline }) => outline !== '');
}

function panel(
  { heading, note, points }: Panel,
  centers: readonly number[],
  half: number,
  bandwidth: number,
): JsonObject {
  const axis = { axis: { title: null, tickCount: 5, grid: false } };
  const scale = { scale: { domain: [-half, half], nice: false } };
  const position = {
    x: { field: 'x', type: 'quantitative', ...scale, ...axis },
    y: { field: 'y', type: 'quantitative', ...scale, ...axis },
  };
  const marks = Array.from({ length: centers.length / 2 }, (_, k) => ({ x: centers[2 * k], y: centers[2 * k + 1] }));
  return {
    width: SIDE,
    height: SIDE,
    layer: [
      {
        data: { values: regions(points, half, bandwidth).map((region) => ({ ...region, x: 0, y: 0 })) },
        mark: { type: 'point', filled: true, opacity: 1, size: SIDE ** 2, strokeWidth: 0, clip: true },
        encoding: {
          ...position,
          shape: { field: 'outline', type: 'nominal', scale: null, legend: null },
          fill: { field: 'color', type: 'nominal', scale: null, legend: null },
        },
      },
      {
        data: { values: marks },
        mark: { type: 'point', shape: 'cross', size: 14, filled: true, style: 'truthMark', opacity: 0.75 },
        encoding: position,
      },
      panelHeading(heading, SIDE),
      {
        data: { values: [{ note }] },
        mark: { type: 'text', style: 'note', baseline: 'top', fontSize: 9 },
        encoding: { x: { value: SIDE / 2 }, y: { value: SIDE + 20 }, text: { field: 'note', type: 'nominal' } },
      },
    ],
  };
}

const seeds = (row: GanRow): string =>
  row.dataSeed === row.initSeed ? `seed ${row.dataSeed}` : `seeds ${row.dataSeed}/${row.initSeed}`;

const modesNote = (row: GanRow, step: number): string => {
  const at = row.looks.step.indexOf(step);
  const [modes, quality] = [row.looks.modes[at], row.looks.highQuality[at]];
  return `${modes ?? '—'} of ${row.modesOfData} modes, ${quality == null ? '—' : `${Math.round(100 * quality)}%`} near one`;
};

/** Panels of one row of the figure, for one beta. */
function panelsOf(rows: readonly GanRow[], show: GanDensitiesOptions['show']): Panel[] {
  const chosen = show === 'training' ? rows.slice(0, 1) : rows;
  return chosen.flatMap((row) => {
    const kept = show === 'training' ? row.panels : row.panels.slice(-1);
    const lost =
      row.status === 'completed'
        ? ''
        : ` (${row.status}${row.divergedAtStep === null ? '' : ` at ${row.divergedAtStep}`})`;
    return kept.map(({ step, points }) => ({
      heading: `${betaText(row.beta)}, ${show === 'training' ? `step ${step}` : seeds(row)}${lost}`,
      note: modesNote(row, step),
      points,
    }));
  });
}

/**
 * Kernel density estimates of a generator's samples, a row of panels for each beta: along the training of the first seed, or at its end for every seed.
 */
export function ganDensities(options: GanDensitiesOptions): Figure {
  const { show, bandwidth = 0.12 } = options;
  return {
    id: options.id,
    title:
      options.title ??
      (show === 'training'
        ? "The generator's density along training"
        : "The generator's density at the end, every seed"),
    caption:
      options.caption ??
      `Kernel density estimates of generated samples (normal kernel with a standard deviation of ${bandwidth}); from dark to light the regions of highest density that hold 20, 50, 80 and 95% of a sample, where the square holds so much. Crosses: the modes of the data. Below each panel what was counted on the same sample: modes with at least 0.8% of it within three standard deviations, and the share of it within three of any.`,
    alt:
      options.alt ??
      'Small square maps in two rows, without and with the mutual information in the generator’s objective. Dark spots show where generated points lie; crosses mark the modes of the data, some of which stay empty.',
    draw(records): JsonObject | null {
      const rows = toGanRows(records);
      const betas = [...new Set(rows.map(({ beta }) => beta))];
      const lines = betas
        .map((beta) =>
          panelsOf(
            rows.filter((row) => row.beta === beta),
            show,
          ),
        )
        .filter((line) => line.length > 0);
      if (lines.length === 0) return null;
      const { centers } = rows.find((row) => row.centers.length > 0)!;
      const half = halfOf(rows);
      return {
        title: { text: this.title, subtitle: ganStatusLines(rows) },
        vconcat: lines.map((line) => ({
          spacing: 22,
          hconcat: line.map((one) => panel(one, centers, half, bandwidth)),
        })),
      };
    },
  };
}
