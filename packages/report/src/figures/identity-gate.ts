import type { Figure, JsonObject } from '@minebench/core';
import type { SettingValue } from '../rows/estimate-row.ts';
import { type OracleRow, toOracleRows } from '../rows/oracle-row.ts';
import { fieldEquals } from '../theme/names.ts';
import { okabeIto } from '../theme/palette.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { panelHeading } from './lost-marks.ts';
import { formLabel, objectiveForms } from './objective-forms.ts';

export interface IdentityGateOptions extends Omit<FigureOptions, 'where'> {
  /** A field with a panel for each of its values; `rho` where absent. */
  readonly facet?: string;
}

const width = 270;

const fixed = (value: number, digits = 4): string => value.toFixed(digits).replace('-', '−');

const order = (id: string): number => {
  const known = Object.keys(objectiveForms).indexOf(id);
  return known < 0 ? Number.MAX_SAFE_INTEGER : known;
};

function panel(rows: readonly OracleRow[], heading: string, titled: boolean): JsonObject {
  const truth = rows.find((row) => row.truth !== null)?.truth ?? 0;
  const ids = [...new Set(rows.flatMap((row) => row.values.map((value) => value.id)))].sort(
    (a, b) => order(a) - order(b) || (a < b ? -1 : 1),
  );
  const values = rows.flatMap((row) =>
    row.values.flatMap(({ id, nats, standardError }) => {
      if (nats === null) return [];
      const margin = 3 * (standardError ?? 0);
      const seed = row.dataSeed;
      return [{ form: formLabel(id), nats, low: nats - margin, high: nats + margin, standardError, seed }];
    }),
  );
  const labels = ids.map((id) => {
    const readings = rows.flatMap((row) => row.values.filter((value) => value.id === id && value.nats !== null));
    const mean = readings.reduce((total, value) => total + (value.nats ?? 0), 0) / readings.length;
    const error = Math.sqrt(readings.reduce((total, value) => total + (value.standardError ?? 0) ** 2, 0));
    return {
      form: formLabel(id),
      at: mean,
      label: readings.length === 0 ? 'no value' : `${fixed(mean)} ± ${fixed(error / readings.length)}`,
    };
  });
  const references = [
    { nats: truth - 1, label: 'I − 1' },
    { nats: truth, label: `I = ${fixed(truth, 3)}` },
    { nats: truth + 1, label: 'I + 1' },
  ];
  const all = [...values.map((value) => value.nats), ...references.map((reference) => reference.nats)];
  const within = all.filter((value) => Math.abs(value - truth) <= 3);
  // room for half of the numbers, which stand above their marks
  const domain = [Math.min(...within) - 0.85, Math.max(...within) + 0.85];
  const x: JsonObject = {
    type: 'quantitative',
    scale: { domain, nice: false, clamp: true },
    axis: { title: 'value at the optimal critic (nats)', grid: false },
  };
  const y: JsonObject = {
    field: 'form',
    type: 'nominal',
    sort: null,
    scale: { domain: ids.map(formLabel) },
    axis: {
      title: null,
      labelExpr: "split(datum.label, ': ')",
      labelOffset: -6,
      labelLineHeight: 13,
      labelLimit: 320,
      grid: true,
      ticks: false,
      domain: false,
      ...(titled ? {} : { labels: false }),
    },
  };
  const numbers = { x: { field: 'at', ...x }, y };
  return {
    width,
    height: Math.max(110, 46 * ids.length),
    layer: [
      {
        data: { values: references },
        mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
        encoding: { x: { field: 'nats', ...x } },
      },
      {
        data: { values: references.slice(1, 2) },
        mark: { type: 'rule', style: 'truth' },
        encoding: { x: { field: 'nats', ...x } },
      },
      {
        data: { values: references },
        mark: { type: 'text', style: 'truthLabel', baseline: 'bottom', dy: -3 },
        encoding: { x: { field: 'nats', ...x }, y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { values },
        mark: { type: 'rule', strokeWidth: 2, color: okabeIto.vermillion },
        encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
      },
      {
        data: { values },
        mark: { type: 'point', style: 'replicate', color: okabeIto.vermillion, size: 40 },
        encoding: {
          x: { field: 'nats', ...x },
          y,
          tooltip: [
            { field: 'form', title: 'objective', type: 'nominal' },
            { field: 'nats', title: 'nats', type: 'quantitative', format: '.6f' },
            { field: 'standardError', title: 'standard error', type: 'quantitative', format: '.2e' },
            { field: 'seed', title: 'data seed', type: 'nominal' },
          ],
        },
      },
      {
        data: { values: labels },
        mark: { type: 'rect', style: 'paper', width: 104, height: 14, yOffset: -13 },
        encoding: numbers,
      },
      {
        data: { values: labels },
        mark: { type: 'text', baseline: 'middle', dy: -13 },
        encoding: { ...numbers, text: { field: 'label', type: 'nominal' } },
      },
      {
        ...panelHeading(heading, width),
        encoding: { x: { value: 0 }, y: { value: -20 }, text: { value: heading } },
        mark: { type: 'text', style: 'panelHeading', align: 'left', baseline: 'bottom' },
      },
    ],
  };
}

/** What each objective reads at the analytic optimal critic, against the lines I - 1, I and I + 1: which of them are bounds on I, and which are not. */
export function identityGate(options: IdentityGateOptions): Figure {
  const { facet = 'rho' } = options;
  return {
    ...figureHead(options, {
      title: 'What each objective reads at the optimal critic',
      caption:
        'Open marks: the objective at the analytic optimal critic, one a data seed, with bars of three standard errors (often shorter than the mark); above them the mean and its standard error. Lines: the true mutual information I, and I − 1 and I + 1 (dashed). No training is involved. t is log r for DV, for the forgotten and for the shifted logarithm, and 1 + log r for NWJ.',
      alt: 'Dot plot of the values of four objectives at the optimal critic in nats: DV and NWJ lie on the line of the true mutual information, the form without the logarithm one nat below it, the shifted logarithm one nat above.',
    }),
    draw(records): JsonObject | null {
      const rows = toOracleRows(records);
      const usable = rows.filter((row) => row.status === 'completed' && row.truth !== null);
      if (usable.length === 0) return null;
      const lost = rows.length - usable.length;
      const facets = [...new Set(usable.map((row): SettingValue | undefined => row.setting[facet]))];
      const gaps = usable
        .flatMap((row) => Object.values(row.gaps))
        .map((gap) => Math.abs(gap ?? Number.POSITIVE_INFINITY));
      return {
        title: {
          text: this.title,
          subtitle: [
            `${rows.length} cells: ${usable.length} completed, ${lost > 0 ? `${lost} without a value` : 'none without a value'}`,
            ...(gaps.length > 0
              ? [`identity gap (DV − NWJ against u − 1 − log u): at most ${Math.max(...gaps).toExponential(1)}`]
              : []),
          ],
        },
        columns: 1,
        concat: facets.map((value) =>
          panel(
            usable.filter((row) => row.setting[facet] === value),
            fieldEquals(facet, value),
            true,
          ),
        ),
      };
    },
  };
}
