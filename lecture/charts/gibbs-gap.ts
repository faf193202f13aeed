import { okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { gibbsGap, hasVariance, rhosOf, scaledCritics, scalesOf } from './scaled-critics.ts';
import { numberTable } from './table.ts';

/** DV at multiples of the optimal critic: what is missing is the divergence from the Gibbs density. */
export function gibbsGapChart(records: Records): Chart {
  const critics = rhosOf(records).flatMap((rho) => scaledCritics(records, rho));
  const rows = critics.flatMap(({ rho, scale, dv, truth }) => [
    { mark: 'read', rho, scale, value: dv.value, truth: truth.value, reliable: hasVariance(rho, scale) },
    { mark: 'exact', rho, scale, value: truth.value - gibbsGap(rho, scale).value },
  ]);
  const x = quantity('scale', 's, the multiple of log r that is the critic');
  const y = quantity('value', 'DV(s log r), nats');
  const here = 'datum.rho === rho';
  return {
    id: 'gibbs-gap',
    title: 'What an imperfect critic costs',
    caption:
      'Points: DV at the critic t = s log r, read on samples and averaged over three of them (open where the mean of eᵗ has no variance, so that a sample says little). Curve: I less the divergence of the Gibbs density, in closed form. Broad line: the mutual information. The bar at the chosen s is the gap.',
    alt: 'DV against the scale s of the critic: a curve that touches the line of the mutual information from below at s = 1 and falls off on both sides, the faster the larger the correlation.',
    controls: [
      { name: 'rho', kind: 'slider', label: 'correlation ρ', values: rhosOf(records), initial: 0.8 },
      { name: 'scale', kind: 'slider', label: 'scale s', values: scalesOf(records), initial: 0.4 },
    ],
    rows,
    panels: [
      {
        height: 280,
        encoding: { x, y },
        layer: [
          {
            transform: [{ filter: `datum.mark === 'read' && ${here}` }],
            mark: { type: 'line', style: 'truthCurve', strokeWidth: 5 },
            encoding: { y: { ...y, field: 'truth' } },
          },
          { ...only('exact', here), mark: { type: 'line', color: okabeIto.blue } },
          {
            ...only('read', `${here} && datum.scale === scale`),
            mark: { type: 'rule', strokeWidth: 4, color: okabeIto.vermillion },
            encoding: { y: { ...y, field: 'value' }, y2: { field: 'truth' } },
          },
          {
            ...only('read', here),
            mark: { type: 'point', size: 50, stroke: okabeIto.blue, strokeWidth: 1.5, tooltip: true },
            encoding: {
              fill: { condition: { test: 'datum.reliable', value: okabeIto.blue }, value: 'transparent' },
            },
          },
        ],
      },
    ],
    reading({ rho, scale }) {
      const critic = critics.find((one) => one.rho === rho && one.scale === scale)!;
      const gap = gibbsGap(critic.rho, critic.scale).value;
      const reading = `ρ = ${rho}, t = ${scale} log r: DV reads ${decimals(critic.dv.value, 4)} ± ${decimals(critic.standardError, 4)}, the mutual information is ${decimals(critic.truth.value, 4)}.`;
      return `${reading} Missing: ${decimals(critic.truth.value - critic.dv.value, 4)}; D(P‖G) in closed form: ${decimals(gap, 4)}.${hasVariance(critic.rho, critic.scale) ? '' : ' The mean of eᵗ has no variance here: the sample is not to be trusted.'}`;
    },
    table: numberTable(
      'DV at t = s log r',
      ['ρ', 's', 'I', 'DV', 'standard error', 'D(P‖G)'],
      critics.map(({ rho, scale, truth, dv, standardError }) => [
        rho,
        scale,
        truth.value,
        dv.value,
        standardError,
        gibbsGap(rho, scale).value,
      ]),
    ),
  };
}
