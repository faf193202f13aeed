import type { Cell, CellRecord, Figure, JsonObject } from '@minebench/core';
import type { FigureOptions } from '../figures/figure-options.ts';
import { panelLines } from '../figures/lost-marks.ts';
import { wrappedRowNames } from '../figures/row-names.ts';
import { betaColors } from './beta-colors.ts';
import { endOf, type GanRow, modesOf, toGanRows } from './gan-row.ts';
import { betaText, ganStatusLines } from './gan-text.ts';

export interface GanSettingsOptions extends Omit<FigureOptions, 'where'> {
  /** What a cell's setting is called. */
  readonly name: (cell: Cell) => string;
  /** Names from top to bottom; settings that are not among them come after, as they come. */
  readonly order?: readonly string[];
  /** Modes that are wanted, drawn as a line. */
  readonly wanted?: number;
}

/** Pixels of a panel, and letters of a line of a setting's name at its left. */
const WIDTH = 77;
const LETTERS = 25;

interface Panel {
  readonly heading: readonly string[];
  readonly value: (row: GanRow) => number | null;
  readonly domain: readonly [number, number];
}

function panels(rows: readonly GanRow[]): Panel[] {
  const modes = Math.max(1, ...rows.map(({ modesOfData }) => modesOfData));
  return [
    { heading: ['modes', 'recovered'], value: modesOf, domain: [0, modes] },
    { heading: ['share near', 'a mode'], value: (row) => endOf(row, 'highQuality'), domain: [0, 1] },
    { heading: ['reverse KL', '(nats)'], value: (row) => endOf(row, 'reverseKl'), domain: [0, Math.log(modes)] },
  ];
}

/** What a GAN ends with under several settings, a line each: modes, share of samples near one, reverse KL. */
export const ganSettings = ({ name, order = [], wanted, ...options }: GanSettingsOptions): Figure => ({
  id: options.id,
  title: options.title ?? 'What the settings do to the modes',
  caption:
    options.caption ??
    'One mark for each run, at its end. Reverse KL: of the generated against the equal distribution over nearest modes, from 0, where all have the same share, to the log of their number. A run that diverged has no modes, and no mark in the other two.',
  alt: options.alt ?? 'Three dot plots side by side, a line for each setting.',
  draw(records): JsonObject | null {
    const runs = records
      .filter(({ cell }) => cell.procedure === 'gan')
      .map((record: CellRecord) => ({ setting: name(record.cell), row: toGanRows([record])[0] }));
    if (runs.length === 0) return null;
    const rows = runs.map(({ row }) => row);
    const found = new Set(runs.map(({ setting }) => setting));
    const settings = [...new Set([...order.filter((setting) => found.has(setting)), ...found])];
    const betas = [...new Set(rows.map(({ beta }) => beta))].sort((a, b) => a - b).map(betaText);
    const names = wrappedRowNames(settings, LETTERS);
    const y = (labels: boolean) => ({
      field: 'setting',
      type: 'nominal',
      sort: null,
      scale: { domain: settings },
      axis: labels
        ? { ...names.axis, labelPadding: 8, grid: true, ticks: false, domain: false }
        : { title: null, labels: false, grid: true, ticks: false, domain: false },
    });
    return {
      title: { text: this.title, subtitle: ganStatusLines(rows) },
      spacing: 14,
      hconcat: panels(rows).map(({ heading, value, domain }, k) => ({
        width: WIDTH,
        height: (names.height + 6) * settings.length,
        layer: [
          ...(k === 0 && wanted !== undefined
            ? [
                {
                  data: { values: [{ wanted }] },
                  mark: { type: 'rule', style: 'truth' },
                  encoding: { x: { field: 'wanted', type: 'quantitative' } },
                },
              ]
            : []),
          {
            data: {
              values: runs.map(({ setting, row }) => ({
                setting,
                beta: betaText(row.beta),
                seed: row.dataSeed,
                value: value(row),
              })),
            },
            mark: { type: 'point', filled: true, size: 52, opacity: 0.85 },
            encoding: {
              x: {
                field: 'value',
                type: 'quantitative',
                scale: { domain, nice: false },
                axis: { title: null, tickCount: 3 },
              },
              y: y(k === 0),
              color: {
                field: 'beta',
                type: 'nominal',
                scale: betaColors(betas),
                legend: { title: null, orient: 'top' },
              },
              tooltip: [
                { field: 'setting', type: 'nominal' },
                { field: 'seed', type: 'nominal' },
                { field: 'value', type: 'quantitative', format: '.3~f' },
              ],
            },
          },
          ...panelLines(heading),
        ],
      })),
    };
  },
});
