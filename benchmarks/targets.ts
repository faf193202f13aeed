import { costRatio, costs, median, type Row } from './measure.ts';
import { milliseconds } from './row-text.ts';
import { label, stepSizes } from './step-size.ts';

/** What is wanted of the engine, what was measured, and whether that is enough. */
export interface Target {
  readonly target: string;
  readonly wanted: string;
  readonly measured: string;
  /** Nothing where it was not measured. */
  readonly verdict: string;
}

const NOT_MEASURED = 'not measured';

const verdict = (met: boolean): string => (met ? 'met' : 'missed');

const ofStep = ({ benchmark, threads, times }: Row) =>
  benchmark === 'training step' && threads === 1 && times.length > 0;

/** Engines of ours that record a step, on one thread at a size; the default first. */
const recorded = (rows: readonly Row[], size: string): Row[] =>
  rows.filter((row) => ofStep(row) && row.size === size && /^(ort|wasm):/.test(row.implementation));

/** How many times as fast as a peer the step is, size by size. The engine is the user's choice: one that is fast enough meets the target, and is named. */
function against(rows: readonly Row[], peer: string, targets: readonly number[]): Target[] {
  return stepSizes.map(label).map((size, k) => {
    const other = rows.find((row) => ofStep(row) && row.size === size && row.implementation === peer);
    const found = recorded(rows, size).flatMap((row) => {
      const speed = other && costRatio(other, row);
      return speed ? [{ engine: row.implementation, ...speed }] : [];
    });
    const fast = found.filter(({ ratio }) => ratio >= targets[k]).map(({ engine }) => engine);
    return {
      target: `times as fast as ${peer}, ${size}`,
      wanted: String(targets[k]),
      measured:
        found
          .map(({ engine, ratio, low, high }) => `${engine} ${times(ratio)} (${times(low)} to ${times(high)})`)
          .join('; ') || NOT_MEASURED,
      verdict: found.length === 0 ? '' : fast.length > 0 ? `met by ${fast.join(', ')}` : 'missed',
    };
  });
}

/** A ratio to three figures. */
export const times = (ratio: number): string => (ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3));

const products = (rows: readonly Row[]): Target[] =>
  rows
    .filter(
      ({ benchmark, implementation, share }) =>
        benchmark === 'matrix products' && implementation === 'ort:cpu' && share,
    )
    .map(({ size, share, gflops }) => ({
      target: `share of the rate of ONNX Runtime's own matrix product, ${size}`,
      wanted: '85%',
      measured: `${(100 * Number(share)).toFixed(0)}% (${Number(gflops).toFixed(0)} GFLOP/s)`,
      verdict: verdict(Number(share) >= 0.85),
    }));

const recordings = (rows: readonly Row[]): Target[] =>
  rows
    .filter(({ benchmark, medianMs }) => benchmark === 'recording' && medianMs !== null)
    .map((row) => {
      const cpu = median(costs(row));
      return {
        target: `recording and session creation, ${row.implementation}, ${row.size}`,
        wanted: 'under 150 ms',
        measured: `${milliseconds(cpu)} ms of CPU time, ${milliseconds(row.medianMs!)} ms by the clock`,
        verdict: verdict(cpu < 150),
      };
    });

function ends(rows: readonly Row[]): Target[] {
  const own = rows.filter(({ benchmark }) => benchmark === 'end to end');
  return [...new Set(own.map(({ size }) => size))].map((task) => {
    const row = (implementation: string) =>
      own.find((one) => one.size === task && one.implementation === implementation);
    const [ours, theirs] = [row('minebench mine'), row('benchmark-mi mine')];
    const speed = ours && theirs && costRatio(theirs, ours);
    const target = `times as fast as benchmark-mi's MINE, end to end, ${task}`;
    if (!speed) return { target, wanted: '5', measured: NOT_MEASURED, verdict: '' };
    const error = (one: Row) => Number(one.medianError).toFixed(3);
    const short = (one: Row) => (one.reached ? '' : ' (.05 is never reached; its most accurate run)');
    return {
      target,
      wanted: '5',
      measured: `${times(speed.ratio)} (${times(speed.low)} to ${times(speed.high)}); median |error| ${error(ours)}${short(ours)} against ${error(theirs)}${short(theirs)}`,
      verdict: verdict(speed.ratio >= 5 && ours.reached === true),
    };
  });
}

const exponents = (rows: readonly Row[]): Target[] =>
  rows
    .filter(({ benchmark }) => benchmark === 'exponent')
    .map((row) => {
      const wanted = row.size === 'n' ? 0 : 1;
      return {
        target: `cost of a step against ${row.size}: exponent${wanted ? ' above the overhead floor' : ''}`,
        wanted: `${wanted} ± 0.1`,
        measured: String(row.note).replace('exponent ', ''),
        verdict: verdict(Math.abs(Number(row.exponent) - wanted) <= 0.1),
      };
    });

const applied = (rows: readonly Row[]): Target[] =>
  rows
    .filter(({ benchmark, times: runs }) => benchmark === 'applications' && runs.length > 0)
    .map(({ size, what, needed, seconds }) => ({
      target: `${size.split(',')[0]}: ${what}`,
      wanted: `within ${seconds} s on two cores`,
      measured: `${Number(needed).toPrecision(3)} s of CPU time on one thread`,
      verdict: verdict(Number(needed) <= Number(seconds)),
    }));

/** One thread each, both sides gathering their minibatch. */
export const required = (rows: readonly Row[]): Target[] => [
  ...against(rows, 'tfjs:wasm', [20, 20, 20, 20, 20, 20]),
  ...against(rows, 'PyTorch eager', [4, 1.5, 1.3, 1.1, 1.1, 1.1]),
  ...products(rows),
  ...recordings(rows),
  ...ends(rows),
  ...exponents(rows),
  ...applied(rows),
];

export const aimedAt = (rows: readonly Row[]): Target[] => [
  ...against(rows, 'JAX lax.scan', [0.5, 0.5, 0.8, 0.8, 0.8, 0.8]),
  ...against(rows, 'PyTorch eager', [8, 2.5, 1.5, 1.5, 1.5, 1.5]),
];
