import { okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, plain } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { rhosOf, scaledCritics } from './scaled-critics.ts';
import { numberTable } from './table.ts';

const logBaselines = Array.from({ length: 17 }, (_, k) => -2 + k / 4);
const scales = [0.5, 1];

/** TUBA with a constant baseline a against log a: its top is DV, a = e is NWJ. */
export function baselineChart(records: Records): Chart {
  const critics = rhosOf(records).flatMap((rho) =>
    scaledCritics(records, rho).filter(({ scale }) => scales.includes(scale)),
  );
  const read = critics.flatMap(({ rho, scale, jointMean, logReferenceMean, dv, truth }) =>
    logBaselines.map((log) => ({
      rho,
      scale,
      log,
      nats: jointMean.value - Math.exp(logReferenceMean.value - log) - log + 1,
      dv: dv.value,
      truth: truth.value,
    })),
  );
  const y = quantity('nats', 'nats');
  const here = 'datum.rho === rho && datum.scale === scale';
  return {
    id: 'baseline-of-tuba',
    title: 'The baseline a of TUBA',
    caption:
      'Curve: E_P t − E_Q eᵗ/a − log a + 1 for a constant a, from the recorded means at t = s log r. Thin line: DV at the same critic, which no a exceeds. Broad line: the mutual information. Point: the chosen a; at log a = 1 it is NWJ.',
    alt: 'TUBA against the logarithm of its baseline: a curve that rises steeply, touches the line of DV where a is the mean of e to the t, and falls off slowly.',
    controls: [
      { name: 'rho', kind: 'slider', label: 'correlation ρ', values: rhosOf(records), initial: 0.8 },
      { name: 'log', kind: 'slider', label: 'log a', values: logBaselines, initial: 1 },
      {
        name: 'scale',
        kind: 'choice',
        label: 'critic',
        values: scales,
        initial: 0.5,
        show: (value) => (value === 1 ? 't = log r' : `t = ${value} log r`),
      },
    ],
    rows: read.map((row) => ({ mark: 'read', ...row })),
    panels: [
      {
        height: 280,
        transform: [{ filter: here }],
        encoding: { x: quantity('log', 'log a'), y },
        layer: [
          { mark: { type: 'line', style: 'truthCurve', strokeWidth: 6 }, encoding: { y: { ...y, field: 'truth' } } },
          { mark: { type: 'line', color: okabeIto.blue, strokeWidth: 1.2 }, encoding: { y: { ...y, field: 'dv' } } },
          { mark: { type: 'line', color: okabeIto.bluishGreen, strokeWidth: 2.2 } },
          {
            ...only('read', 'datum.log === log'),
            mark: { type: 'point', filled: true, size: 100, color: okabeIto.vermillion, opacity: 1, tooltip: true },
          },
        ],
      },
    ],
    reading({ rho, log, scale }) {
      const at = read.find((one) => one.rho === rho && one.log === log && one.scale === scale)!;
      return `ρ = ${rho}, t = ${scale === 1 ? '' : `${scale} `}log r, log a = ${plain(log)}, a = ${decimals(Math.exp(at.log), 3)}: TUBA reads ${decimals(at.nats, 3)}${at.log === 1 ? ', which is NWJ' : ''}; DV reads ${decimals(at.dv, 3)}, ${decimals(at.dv - at.nats, 3)} more; I = ${decimals(at.truth, 3)}.`;
    },
    table: numberTable(
      'TUBA at t = s log r',
      ['ρ', 's', 'log a', 'TUBA', 'DV', 'I'],
      read.map(({ rho, scale, log, nats, dv, truth }) => [rho, scale, log, nats, dv, truth]),
    ),
  };
}
