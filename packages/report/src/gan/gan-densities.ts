import type { Figure, JsonObject } from '@minebench/core';
import { contourPath } from '../density/contour-path.ts';
import { densityLevels, kernelDensity } from '../density/kernel-density.ts';
import type { FigureOptions } from '../figures/figure-options.ts';
import { panelLines } from '../figures/lost-marks.ts';
import { seedsText } from '../groups/seeds-text.ts';
import { type GanRow, toGanRows } from './gan-row.ts';
import { betaText, ganStatusLines } from './gan-text.ts';

export interface GanDensitiesOptions extends Omit<FigureOptions, 'where'> {
  /** `training`: the panels of the first pair of seeds that completed, along training. `seeds`: the last one of every seed. */
  readonly show: 'training' | 'seeds';
  /** Standard deviation of the kernel, in the data's unit; .12 where absent. */
  readonly bandwidth?: number;
}

/** Of the sample within each region, from the darkest to the lightest. */
const SHARES = [0.2, 0.5, 0.8, 0.95] as const;
const SHADES = ['#00634A', '#3F9E80', '#8FCDB8', '#D3EBE3'] as const;

/** Grid points along a panel's side. */
const GRID = 97;

/** Pixels between a figure's margins, of the numbers at its left, and between panels. */
const [WIDTH, LABELS, GAP] = [408, 28, 6];

/** Panels in a row: as many as fill like rows, five at most. */
const columnsFor = (panels: number): number => Math.ceil(panels / Math.ceil(panels / 5));

/** Pixels of a panel's side. */
const sideFor = (columns: number): number =>
  Math.min(150, Math.floor((WIDTH - LABELS - (columns - 1) * GAP) / columns));

interface Panel {
  readonly beta: string;
  readonly heading: string;
  readonly notes: readonly string[];
  readonly points: readonly number[];
}

/** What all panels of a figure share. */
interface Sheet {
  readonly side: number;
  /** Half the side of the square that they show. */
  readonly half: number;
  readonly bandwidth: number;
  /** Points of the modes, `[modes, 2]`. */
  readonly centers: readonly number[];
}

const halfOf = (rows: readonly GanRow[]): number =>
  1.2 * Math.max(1, ...rows.flatMap(({ centers }) => centers.map(Math.abs)));

/** Zero, and a number of one digit on either side, so far from the corners that neighbours' labels do not meet. */
function ticksWithin(half: number): number[] {
  const unit = 10 ** Math.floor(Math.log10(0.85 * half));
  const most = Math.floor((0.85 * half) / unit) * unit;
  return [-most, 0, most];
}

/** Regions as one mark each: a symbol as large as the panel whose outline is the contour. */
function regions(points: readonly number[], { half, bandwidth }: Sheet): JsonObject[] {
  const grid = kernelDensity(points, { size: GRID, half, bandwidth });
  return densityLevels(grid, SHARES)
    .map((level, k) => ({ outline: contourPath(grid, level), share: SHARES[k], color: SHADES[k] }))
    .reverse()
    .filter(({ outline }) => outline !== '');
}

/** Lines below a panel and the numbers of its axis. */
const notesBelow = (lines: readonly string[], side: number): JsonObject[] =>
  lines.map((line, index) => ({
    data: { values: [{}] },
    mark: { type: 'text', align: 'left', baseline: 'top', fontSize: 10 },
    encoding: { x: { value: 0 }, y: { value: side + 22 + 12 * index }, text: { value: line } },
  }));

/** @param at - its place in its beta's grid of so many columns */
function panel({ beta, heading, notes, points }: Panel, at: number, columns: number, sheet: Sheet): JsonObject {
  const { side, half, centers } = sheet;
  const about = { panel: `${beta}, ${heading}`, counted: notes.join(', ') };
  const axis = { title: null, values: ticksWithin(half), grid: false };
  const first = at % columns === 0;
  const scale = { scale: { domain: [-half, half], nice: false } };
  const position = {
    x: { field: 'x', type: 'quantitative', ...scale, axis },
    y: { field: 'y', type: 'quantitative', ...scale, axis: { ...axis, labels: first, ticks: first } },
  };
  const marks = Array.from({ length: centers.length / 2 }, (_, k) => ({ x: centers[2 * k], y: centers[2 * k + 1] }));
  return {
    width: side,
    height: side,
    layer: [
      {
        data: { values: regions(points, sheet).map((region) => ({ ...about, ...region, x: 0, y: 0 })) },
        mark: { type: 'point', filled: true, opacity: 1, size: side ** 2, strokeWidth: 0, clip: true },
        encoding: {
          ...position,
          shape: { field: 'outline', type: 'nominal', scale: null, legend: null },
          fill: { field: 'color', type: 'nominal', scale: null, legend: null },
        },
      },
      {
        data: { values: marks },
        mark: { type: 'point', shape: 'cross', size: 0.1 * side, filled: true, style: 'truthMark', opacity: 0.75 },
        encoding: position,
      },
      ...panelLines(at === 0 ? [beta, heading] : [heading]),
      ...notesBelow(notes, side),
    ],
  };
}

const modesNotes = (row: GanRow, step: number): string[] => {
  const at = row.looks.step.indexOf(step);
  const [modes, quality] = [row.looks.modes[at], row.looks.highQuality[at]];
  return [
    `${modes ?? '—'}/${row.modesOfData} modes`,
    `${quality == null ? '—' : `${Math.round(100 * quality)}%`} near`,
  ];
};

/** The runs of one beta whose training is shown: the first that completed, and where none did the first that has samples. */
function followed(rows: readonly GanRow[]): GanRow[] {
  const row = rows.find(({ status }) => status === 'completed') ?? rows.find(({ panels }) => panels.length > 0);
  return row === undefined ? [] : [row];
}

/** Says which run is shown where it is not its beta's first. */
const followedNote = (rows: readonly GanRow[]): string[] =>
  followed(rows).flatMap((row) =>
    row === rows[0]
      ? []
      : [
          `${betaText(row.beta)}: ${seedsText(row)}, the first that ${row.status === 'completed' ? 'completed' : 'has samples; none completed'}`,
        ],
  );

/** Panels of one beta. */
function panelsOf(rows: readonly GanRow[], show: GanDensitiesOptions['show']): Panel[] {
  const chosen = show === 'training' ? followed(rows) : rows;
  return chosen.flatMap((row) => {
    const kept = show === 'training' ? row.panels : row.panels.slice(-1);
    return kept.map(({ step, points }) => ({
      beta: betaText(row.beta),
      heading: show === 'training' ? `step ${step.toLocaleString('en')}` : seedsText(row),
      notes: [...modesNotes(row, step), ...(row.status === 'completed' ? [] : [row.status])],
      points,
    }));
  });
}

/** The panels of one beta in rows of at most so many. */
function rowsOf(panels: readonly Panel[], columns: number, sheet: Sheet): JsonObject[] {
  const drawn = panels.map((one, at) => panel(one, at, columns, sheet));
  return Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) => ({
    spacing: GAP,
    hconcat: drawn.slice(row * columns, (row + 1) * columns),
  }));
}

/**
 * Kernel density estimates of a generator's samples, panels for each beta: along the training of the first seed that completed, or at its end for every seed.
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
      'Small square maps, first without and then with the mutual information in the generator’s objective. Dark spots show where generated points lie; crosses mark the modes of the data, some of which stay empty.',
    draw(records): JsonObject | null {
      const rows = toGanRows(records);
      const byBeta = [...new Set(rows.map(({ beta }) => beta))].map((beta) => rows.filter((row) => row.beta === beta));
      const grids = byBeta.map((replicated) => panelsOf(replicated, show));
      const most = Math.max(0, ...grids.map(({ length }) => length));
      if (most === 0) return null;
      const { centers } = rows.find((row) => row.centers.length > 0)!;
      const columns = columnsFor(most);
      const sheet = { side: sideFor(columns), half: halfOf(rows), bandwidth, centers };
      return {
        title: {
          text: this.title,
          subtitle: [...ganStatusLines(rows), ...(show === 'training' ? byBeta.flatMap(followedNote) : [])],
        },
        spacing: 14,
        vconcat: grids.flatMap((panels) => rowsOf(panels, columns, sheet)),
      };
    },
  };
}
