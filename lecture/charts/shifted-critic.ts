import type { Chart } from '../site/chart.ts';
import { decimals } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { gapOf, objectiveForms } from './objective-forms.ts';
import { optimalCritic, rhosOf } from './scaled-critics.ts';
import { numberTable } from './table.ts';

const shifts = Array.from({ length: 17 }, (_, k) => -2 + k / 4);

/** What a constant added to the critic does to each form. */
export function shiftedCriticChart(records: Records): Chart {
  const critics = rhosOf(records).map((rho) => optimalCritic(records, rho));
  const read = critics.flatMap(({ rho, truth, jointMean, logReferenceMean }) =>
    shifts.flatMap((shift) =>
      objectiveForms.map(({ name, at }) => ({
        name,
        rho,
        shift,
        nats: at(jointMean.value, logReferenceMean.value, shift),
        truth: truth.value,
      })),
    ),
  );
  const names = objectiveForms.map(({ name }) => name);
  const color = {
    field: 'name',
    type: 'nominal',
    title: null,
    scale: { domain: names, range: objectiveForms.map((form) => form.color) },
    legend: { orient: 'bottom', columns: 2 },
  };
  const dash = { ...color, scale: { domain: names, range: objectiveForms.map((form) => [...form.dash]) } };
  const x = quantity('shift', 'c, added to the critic log r');
  const y = quantity('nats', 'nats');
  return {
    id: 'shifted-critic',
    title: 'A constant added to the critic',
    caption:
      'Lines: each form at t = log r + c, from the recorded means E_P t and E_Q eᵗ, to which c adds exactly. Broad line: the mutual information. Points: the chosen c.',
    alt: 'Four forms against the constant: DV is level on the mutual information and the form with the logarithm of e to the t minus one is level a nat above; NWJ touches the mutual information at c = 1 only, the form without the logarithm has its top a nat below at c = 0, and both plunge to the right.',
    controls: [
      { name: 'rho', kind: 'slider', label: 'correlation ρ', values: rhosOf(records), initial: 0.8 },
      { name: 'shift', kind: 'slider', label: 'constant c', values: shifts, initial: -0.5 },
    ],
    rows: read.map((row) => ({ mark: 'read', ...row })),
    panels: [
      {
        height: 300,
        transform: [{ filter: 'datum.rho === rho' }],
        encoding: { x, y },
        layer: [
          { mark: { type: 'line', style: 'truthCurve', strokeWidth: 6 }, encoding: { y: { ...y, field: 'truth' } } },
          { mark: { type: 'line', strokeWidth: 2 }, encoding: { color, strokeDash: dash } },
          {
            ...only('read', 'datum.shift === shift'),
            mark: { type: 'point', filled: true, size: 90, opacity: 1, tooltip: true },
            encoding: { color },
          },
        ],
      },
    ],
    reading({ rho, shift }) {
      const { truth, logReferenceMean } = critics.find((one) => one.rho === rho)!;
      const here = read.filter((one) => one.rho === rho && one.shift === shift);
      const values = here.map(({ name, nats }) => `${name} ${decimals(nats, 3)}`);
      const u = Math.exp(logReferenceMean.value + Number(shift) - 1);
      return `ρ = ${rho}, t = log r ${Number(shift) < 0 ? '−' : '+'} ${Math.abs(Number(shift))}: I = ${decimals(truth.value, 3)}; ${values.join(', ')}. u = ${decimals(u, 3)}, so DV − NWJ = u − 1 − log u = ${decimals(gapOf(u).value, 3)}.`;
    },
    table: numberTable(
      'Each form at t = log r + c',
      ['ρ', 'c', 'form', 'value', 'I'],
      read.map(({ rho, shift, name, nats, truth }) => [rho, shift, name, nats, truth]),
    ),
  };
}
