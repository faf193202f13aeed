import { okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, power } from '../site/number.ts';
import { closedForm, type Reading, type Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { numberTable } from './table.ts';

/** M(a) = E_Q e^(axy) of independent standard normal variables. */
const moment = (a: number): number => (1 - a * a) ** -0.5;
const derivative = (a: number): number => a * (1 - a * a) ** -1.5;

/** n' times the first-order bias of the gradient at t = a x y, where the batch has the weight w in the moving average; w = 1 is DV. */
export function firstOrderBias(a: number, weight: number): Reading {
  const [m, d] = [moment(a), derivative(a)];
  const variance = moment(2 * a) - m * m;
  const covariance = derivative(2 * a) - d * m;
  const value = (weight * covariance) / m ** 2 - ((weight / (2 - weight)) * d * variance) / m ** 3;
  return closedForm(value, `w c/M² − (w/(2 − w)) M′v/M³ at a = ${a}, w = ${weight}`);
}

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
  const log = { type: 'log' };
  const y = quantity('bias', 'bias of the gradient', { scale: log });
  const x = quantity('size', 'reference samples n′', { scale: log });
  const positive = all.filter(({ low }) => low > 0).map((one) => ({ mark: 'read', ...one }));
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
      'Points: the measured bias at t = a x y, with bars of three standard errors. Line: its first order in 1/n′. The slider for n′ fills a point. Measurements whose bar reaches zero are in the table alone, as the axes are logarithmic.',
    alt: 'Bias against the number of reference samples on logarithmic axes: points along a line that falls as one over n prime; with a moving average the line is far lower.',
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
    rows: [...positive, ...lines],
    panels: [
      {
        height: 290,
        transform: [{ filter: 'datum.scale === scale && datum.weight === weight' }],
        encoding: { x },
        layer: [
          {
            ...only('formula'),
            mark: { type: 'line', color: okabeIto.blue },
            encoding: { y: { ...y, field: 'formula' } },
          },
          {
            mark: { type: 'rule', strokeWidth: 2, color: okabeIto.vermillion },
            encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
          },
          {
            mark: { type: 'point', size: 70, stroke: okabeIto.vermillion, strokeWidth: 1.6, tooltip: true },
            encoding: {
              y,
              fill: { condition: { test: 'datum.size === size', value: okabeIto.vermillion }, value: 'transparent' },
            },
          },
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
