import type { JsonObject } from '@minebench/core';
import { escapeHtml, htmlTable, type Table } from '@minebench/report';
import { plain } from './number.ts';
import type { Inset } from './text.ts';

export type Choice = number | string;

/** What a reader sets: a slider over numbers in ascending order, or one of a few named choices. */
export interface Control {
  /** The chart's parameter of this name takes the value. */
  readonly name: string;
  readonly kind: 'slider' | 'choice';
  readonly label: string;
  readonly values: readonly Choice[];
  readonly initial: Choice;
  /** A value as the reader sees and hears it; as it stands where absent. */
  readonly show?: (value: Choice) => string;
}

export type Setting = Readonly<Record<string, Choice>>;

export interface Chart {
  /** An element id. */
  readonly id: string;
  readonly title: string;
  /** What the marks are. */
  readonly caption: string;
  /** For readers who do not see the picture. */
  readonly alt: string;
  readonly controls: readonly Control[];
  /** The data of all panels, named `rows`. */
  readonly rows: readonly JsonObject[];
  /** Vega-Lite views, side by side where there is room; in their expressions a control's name stands for its value. */
  readonly panels: readonly JsonObject[];
  /** The chart's numbers in words at a setting; read out when it changes. */
  readonly reading: (setting: Setting) => string;
  /** The numbers as a table. */
  readonly table: Table;
}

export const shown = ({ show = plain }: Control, value: Choice): string => show(value);

/** All settings, by the positions of the controls' values joined by commas. */
export function settingsOf(controls: readonly Control[]): Map<string, Setting> {
  let settings: [number[], Record<string, Choice>][] = [[[], {}]];
  for (const { name, values } of controls)
    settings = settings.flatMap(([at, setting]) =>
      values.map((value, k): [number[], Record<string, Choice>] => [[...at, k], { ...setting, [name]: value }]),
    );
  return new Map(settings.map(([at, setting]) => [at.join(','), setting]));
}

const position = ({ values, initial, name }: Control): number => {
  const at = values.indexOf(initial);
  if (at < 0) throw new Error(`${initial} is no value of ${name}`);
  return at;
};

export const initialKey = (chart: Chart): string => chart.controls.map(position).join(',');

function controlHtml(chart: Chart, control: Control): string {
  const id = `${chart.id}-${control.name}`;
  const at = position(control);
  if (control.kind === 'slider')
    return `<div class="control"><label for="${id}">${escapeHtml(control.label)}</label>
<input type="range" id="${id}" min="0" max="${control.values.length - 1}" step="1" value="${at}" data-chart="${chart.id}" data-control="${control.name}" aria-valuetext="${escapeHtml(shown(control, control.initial))}">
<span class="value" id="${id}-value" aria-hidden="true">${escapeHtml(shown(control, control.initial))}</span></div>`;
  const options = control.values.map(
    (value, k) =>
      `<label><input type="radio" name="${id}" value="${k}" data-chart="${chart.id}" data-control="${control.name}"${k === at ? ' checked' : ''}> ${escapeHtml(shown(control, value))}</label>`,
  );
  return `<fieldset class="control"><legend>${escapeHtml(control.label)}</legend>${options.join(' ')}</fieldset>`;
}

/** The chart as it stands in the page: controls, picture, what it says in words, its numbers. */
export function chartHtml(chart: Chart, still: string): string {
  const controls = chart.controls.map((control) => controlHtml(chart, control)).join('\n');
  const setting = settingsOf(chart.controls).get(initialKey(chart))!;
  return `<figure id="${chart.id}" aria-labelledby="${chart.id}-caption">
<div class="controls">${controls}</div>
<div class="chart" id="${chart.id}-chart" role="img" aria-label="${escapeHtml(chart.alt)}">${still}</div>
<p class="reading" id="${chart.id}-reading" role="status" aria-live="polite">${escapeHtml(chart.reading(setting))}</p>
<figcaption id="${chart.id}-caption"><b>${escapeHtml(chart.title)}.</b> ${escapeHtml(chart.caption)}</figcaption>
<details><summary>The numbers of this chart</summary>${htmlTable(chart.table)}</details>
</figure>`;
}

/** What the page's script needs of it. */
export function chartData(chart: Chart): JsonObject {
  return {
    description: chart.alt,
    panels: chart.panels as JsonObject[],
    rows: chart.rows as JsonObject[],
    controls: chart.controls.map((control) => ({
      name: control.name,
      values: [...control.values],
      shown: control.values.map((value) => shown(control, value)),
      at: position(control),
    })),
    readings: Object.fromEntries(
      [...settingsOf(chart.controls)].map(([key, setting]) => [key, chart.reading(setting)]),
    ),
  };
}

/** The chart at its initial setting as a Vega-Lite specification, for the picture that stands there before the script runs. */
export const stillSpecification = (chart: Chart, width = 620): JsonObject =>
  composed(
    chart.panels,
    chart.rows,
    Object.fromEntries(chart.controls.map(({ name, initial }) => [name, initial])),
    width,
  );

function composed(
  panels: readonly JsonObject[],
  rows: readonly JsonObject[],
  setting: Setting,
  width: number,
): JsonObject {
  const share = Math.floor(width / panels.length) - 80;
  return {
    params: Object.entries(setting).map(([name, value]) => ({ name, value })),
    data: { name: 'rows' },
    datasets: { rows: rows as JsonObject[] },
    ...(panels.length === 1
      ? { ...panels[0], width: share }
      : { hconcat: panels.map((panel) => ({ ...panel, width: share })) }),
  };
}

export const chartInset = (html: string): Inset => ({ html, block: true });
