import type { JsonObject } from '@minebench/core';
import { okabeIto, predictedBias } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, power } from '../site/number.ts';
import { closedForm, type Reading, type Records } from '../site/records.ts';
import { logarithmic, only, quantity } from './axes.ts';
import { numberTable } from './table.ts';

/** n' times the first-order bias of the gradient at t = a x y, where the batch has the weight w in the moving average; w = 1 is DV. */
export const firstOrderBias = (a: number, weight = 1): Reading =>
  closedForm(predictedBias(a, weight), `w c/M² − (w/(2 − w)) M′v/M³ at a = ${a}, w = ${weight}`);

/** Recorded biases of the gradient, with the first-order formula beside each. */
function measured(records: Records) {
  return records.where({ procedure: 'gradient-bias', status: 'completed' }).rows.map((row) => {
    const { scale, referenceSize, weight } = row.params as Record<'scale' | 'referenceSize' | 'weight', number>;
    const { mean, standardError } = (row.result as { bias: { controlled: Record<'mean' | 'standardError', number> } })
      .bias.controlled;
    const formula = firstOrderBias(scale, weight).value / referenceSize;
    return {
      scale,
      size: referenceSize,
      weight,
      bias: mean,
      standardError,
      formula,
      low: mean - 3 * standardError,
      high: mean + 3 * standardError,
      // n' times as much, for the panel over w
      coefficient: referenceSize * mean,
      coefficientLow: referenceSize * (mean - 3 * standardError),
      coefficientHigh: referenceSize * (mean + 3 * standardError),
    };
  });
}

/** The gradient's bias against n', for DV and for moving averages. */
export function gradientBiasChart(records: Records): Chart {
  const all = measured(records);
  const distinct = (field: 'scale' | 'size' | 'weight'): number[] =>
    [...new Set(all.map((one) => one[field]))].sort((a, b) => a - b);
  const [scales, sizes, weights] = [distinct('scale'), distinct('size'), distinct('weight')];
  const at = (scale: unknown, weight: unknown) =>
    all.filter((one) => one.scale === scale && one.weight === weight).sort((a, b) => a.size - b.size);
  const tens = Array.from({ length: 9 }, (_, k) => 10 ** (k - 7));
  const y = logarithmic('bias', 'bias of the gradient', tens);
  const frame = { domain: [sizes[0] / 1.3, sizes[sizes.length - 1] * 1.3], nice: false };
  const x = logarithmic(
    'size',
    'reference samples n′',
    sizes.filter((_, k) => k % 2 === 0),
    frame,
  );
  const coefficient = quantity('coefficient', 'n′ × bias');
  /** Open marks, filled where they are what the reader has chosen. */
  const points = (field: string, y: JsonObject): JsonObject => ({
    mark: { type: 'point', size: 60, stroke: okabeIto.vermillion, strokeWidth: 1.6, tooltip: true },
    encoding: {
      y,
      fill: { condition: { test: `datum.${field} === ${field}`, value: okabeIto.vermillion }, value: 'transparent' },
    },
  });
  const least = Math.min(...weights);
  const curve = scales.flatMap((scale) =>
    Array.from({ length: 41 }, (_, k) => least ** (k / 40)).map((weight) => ({
      mark: 'curve',
      scale,
      weight,
      coefficient: firstOrderBias(scale, weight).value,
    })),
  );
  const lines = scales.flatMap((scale) =>
    weights.flatMap((weight) =>
      sizes.map((size) => ({
        mark: 'formula',
        scale,
        weight,
        size,
        formula: firstOrderBias(scale, weight).value / size,
      })),
    ),
  );
  return {
    id: 'gradient-bias',
    title: 'Bias of the gradient against n′',
    caption:
      'Points: the measured bias at t = a x y, with bars of three standard errors. Lines: its first order in 1/n′. First panel: against n′ on logarithmic axes, without measurements whose bar reaches zero. Second panel: n′ times the bias of all measurements against the weight of the new batch; those of small n′ lie below, where higher orders show. Filled: what is chosen.',
    alt: 'In the first panel, bias against the number of reference samples on logarithmic axes: points along a line that falls as one over n prime. In the second panel, n prime times the bias against the weight of the new batch: it falls nearly in proportion to the weight.',
    controls: [
      {
        name: 'size',
        kind: 'slider',
        label: 'reference samples n′',
        values: sizes,
        initial: sizes[Math.floor(sizes.length / 2)],
      },
      {
        name: 'weight',
        kind: 'slider',
        label: 'weight w of the new batch',
        values: weights,
        initial: 1,
        show: (value) => (value === 1 ? '1, no average' : String(value)),
      },
      {
        name: 'scale',
        kind: 'choice',
        label: 'critic',
        values: scales,
        initial: scales[0],
        show: (value) => `t = ${value} x y`,
      },
    ],
    rows: [...all.map((one) => ({ mark: 'read', ...one })), ...lines, ...curve],
    panels: [
      {
        title: 'against n′, at the chosen w',
        height: 290,
        transform: [{ filter: "datum.scale === scale && datum.weight === weight && datum.mark !== 'curve'" }],
        encoding: { x },
        layer: [
          {
            ...only('formula'),
            mark: { type: 'line', color: okabeIto.blue },
            encoding: { y: { ...y, field: 'formula' } },
          },
          {
            ...only('read', 'datum.low > 0'),
            mark: { type: 'rule', strokeWidth: 2, color: okabeIto.vermillion },
            encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
          },
          { ...only('read', 'datum.low > 0'), ...points('size', y) },
        ],
      },
      {
        title: 'n′ × bias, against w',
        height: 290,
        transform: [{ filter: 'datum.scale === scale' }],
        encoding: { x: logarithmic('weight', 'weight w of the new batch', weights) },
        layer: [
          {
            ...only('curve'),
            mark: { type: 'line', color: okabeIto.blue },
            encoding: { y: coefficient },
          },
          {
            ...only('read'),
            mark: { type: 'rule', strokeWidth: 1.5, color: okabeIto.vermillion },
            encoding: { y: { ...coefficient, field: 'coefficientLow' }, y2: { field: 'coefficientHigh' } },
          },
          { ...only('read'), ...points('weight', coefficient) },
        ],
      },
    ],
    reading({ size, weight, scale }) {
      const found = at(scale, weight).find((one) => one.size === size);
      const about = `a = ${scale}, w = ${weight}, n′ = ${size}`;
      if (!found) return `${about}: not among the records.`;
      return `${about}: bias ${power(found.bias, 2)} ± ${power(found.standardError, 1)}; first order ${power(found.formula, 2)}; n′ × bias = ${decimals(found.bias * found.size, 4)}, in the limit ${decimals(found.formula * found.size, 4)}.`;
    },
    table: numberTable(
      'n′ times the bias of the gradient',
      ['a', 'w', 'n′', 'measured', 'standard error', 'first order'],
      all.map((one) => [
        one.scale,
        one.weight,
        one.size,
        one.bias * one.size,
        one.standardError * one.size,
        one.formula * one.size,
      ]),
    ),
  };
}
