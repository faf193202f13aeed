import { median, type Row } from './measure.ts';
import { milliseconds } from './row-text.ts';
import { label, stepSizes } from './step-size.ts';

type Rows = readonly Row[];

const table = (columns: readonly string[], lines: readonly (readonly string[])[]): string =>
  [columns, columns.map((_, k) => (k === 0 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const find = (rows: Rows, benchmark: string, size: string, implementation: string, threads = 1): Row | undefined =>
  rows.find(
    (row) =>
      row.benchmark === benchmark &&
      row.size === size &&
      row.implementation === implementation &&
      row.threads === threads,
  );

/** A peer's time over ours, repeat by repeat: how many times as fast ours is. */
function speed(rows: Rows, size: string, ours: string, peer: string) {
  const [own, other] = [ours, peer].map((name) => find(rows, 'training step', size, name));
  if (!own?.times.length || !other?.times.length) return undefined;
  const ratios = other.times.flatMap((time, k) => (k < own.times.length ? [time / own.times[k]] : []));
  return { ratio: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}

const verdict = (met: boolean): string => (met ? 'met' : 'missed');

const sizes = stepSizes.map(label);

/** Engines of ours that record a step, as far as they have times. */
const recorded = (rows: Rows): string[] => [
  ...new Set(
    rows
      .filter(
        ({ benchmark, implementation, times }) =>
          benchmark === 'training step' &&
          times.length > 0 &&
          /^\w+:/.test(implementation) &&
          !implementation.startsWith('tfjs:'),
      )
      .map(({ implementation }) => implementation),
  ),
];

/** Verdicts on one peer: how many times as fast each of our engines shall be, size by size. */
function against(rows: Rows, peer: string, targets: readonly number[], rounded: string): string[][] {
  return recorded(rows).flatMap((ours) =>
    sizes.flatMap((size, k) => {
      const found = speed(rows, size, ours, peer);
      if (!found) return [[`${rounded} ${peer}, ${size}`, `${targets[k]} x`, `${ours}: not measured`, '']];
      const { ratio, low, high } = found;
      const measured = `${ours}: ${ratio.toFixed(2)} x (${low.toFixed(2)} to ${high.toFixed(2)})`;
      return [[`${rounded} ${peer}, ${size}`, `${targets[k]} x`, measured, verdict(ratio >= targets[k])]];
    }),
  );
}

function otherTargets(rows: Rows): string[][] {
  const products = rows
    .filter(({ benchmark, implementation }) => benchmark === 'matrix products' && implementation === 'ort:cpu')
    .map((row) => [
      `rate of ONNX Runtime's own matrix product, ${row.size}`,
      '85%',
      `${(100 * Number(row.share)).toFixed(0)}% (${Number(row.gflops).toFixed(0)} GFLOP/s)`,
      verdict(Number(row.share) >= 0.85),
    ]);
  const recordings = rows
    .filter(({ benchmark, medianMs }) => benchmark === 'recording' && medianMs !== null)
    .map((row) => [
      `recording and session creation, ${row.implementation}, ${row.size}`,
      'under 150 ms',
      `${milliseconds(row.medianMs!)} ms`,
      verdict(row.medianMs! < 150),
    ]);
  const exponents = rows
    .filter(({ benchmark }) => benchmark === 'exponent')
    .map((row) => {
      const wanted = row.size === 'n' ? 0 : 1;
      const exponent = Number(row.exponent);
      return [
        `cost of a step against ${row.size}: exponent${wanted ? ' above the overhead floor' : ''}`,
        `${wanted} ± .1`,
        String(row.note),
        verdict(Math.abs(exponent - wanted) <= 0.1),
      ];
    });
  const ends = [...new Set(rows.filter(({ benchmark }) => benchmark === 'end to end').map(({ size }) => size))].map(
    (task) => {
      const [ours, theirs] = ['minebench mine', 'benchmark-mi mine'].map((name) =>
        find(rows, 'end to end', task, name),
      );
      if (!ours?.times.length || !theirs?.times.length)
        return [`benchmark-mi's MINE, ${task}`, '5 x', 'not measured', ''];
      const bounded = theirs.reached ? '' : ', which does not get there: time of its most accurate run';
      const measured = `${theirs.ratio!.toFixed(1)} x${bounded}${ours.reached ? '' : '; ours does not get there either'}`;
      return [
        `end to end, benchmark-mi's MINE, ${task}`,
        '5 x',
        measured,
        verdict(theirs.ratio! >= 5 && ours.reached === true),
      ];
    },
  );
  return [...products, ...recordings, ...ends, ...exponents];
}

function stepTable(rows: Rows, threads: number): string {
  const own = rows.filter((row) => row.benchmark === 'training step' && row.threads === threads);
  const names = [...new Set(own.map(({ implementation }) => implementation))];
  const lines = names.map((name) => [
    name,
    ...sizes.map((size) => {
      const row = find(rows, 'training step', size, name, threads);
      if (!row) return '';
      return row.medianMs === null ? 'absent' : `${milliseconds(row.medianMs)} (${row.ratio!.toFixed(2)} x)`;
    }),
    [
      ...new Set(
        own
          .filter((row) => row.implementation === name && row.processors !== null)
          .map(({ processors }) => processors!.toFixed(1)),
      ),
    ].join(', '),
  ]);
  return table(['ms a step (time over the first row’s)', ...sizes, 'CPU time over wall time'], lines);
}

const plainTable = (rows: Rows, benchmarks: readonly string[]): string =>
  table(
    ['benchmark', 'size', 'implementation', 'threads', 'median ms', 'ratio (range)', 'note'],
    rows
      .filter(({ benchmark }) => benchmarks.some((name) => benchmark.startsWith(name)))
      .map(({ benchmark, size, implementation, threads, medianMs, ratio, ratioRange, note, absent }) => [
        benchmark,
        size,
        implementation,
        String(threads),
        medianMs === null ? '' : milliseconds(medianMs),
        ratio === null || !ratioRange
          ? ''
          : `${ratio.toFixed(2)} (${ratioRange[0].toFixed(2)} to ${ratioRange[1].toFixed(2)})`,
        String(absent ?? note ?? ''),
      ]),
  );

/** Reasons of everything that has no times, each once. */
const absences = (rows: Rows): string[] => [
  ...new Set(
    rows
      .filter(({ absent }) => absent)
      .map(({ benchmark, implementation, threads, absent, size }) =>
        benchmark === 'training step' && absent?.startsWith('no ')
          ? `- ${implementation}: ${absent}`
          : `- ${benchmark}, ${size}, ${implementation}, ${threads} threads: ${absent}`,
      ),
  ),
];

/** The page as Markdown: targets with their verdicts, then everything that was measured. */
export function page(rows: Rows): string {
  const versions = [...new Set(rows.flatMap(({ version }) => (version ? [version] : [])))];
  const difference = Math.max(0, ...rows.map(({ lossDifference }) => Number(lossDifference ?? 0)));
  const threads = [...new Set(rows.filter(({ benchmark }) => benchmark === 'training step').map((row) => row.threads))];
  const targets = ['target', 'wanted', 'measured', 'verdict'];
  return [
    '# Speed',
    '',
    'Rendered by `npm run bench:report` from [results.json](results.json), which `npm run bench -- --json reports/performance/results.json` wrote.',
    '',
    `- Machine: ${rows[0]?.machine ?? 'nothing measured'}`,
    `- Peers: ${versions.join(', ') || 'none'}`,
    '- Implementations take turns, repeat by repeat; medians over repeats, ratios within a repeat, with their range.',
    `- Every implementation gathers its minibatch itself, from the same weights, data and rows; losses of ten steps differ by at most ${difference.toExponential(1)} nats.`,
    '',
    '## Required',
    '',
    table(targets, [
      ...against(rows, 'tfjs:wasm', [20, 20, 20, 20, 20, 20], 'times as fast as'),
      ...against(rows, 'PyTorch eager', [4, 1.5, 1.3, 1.1, 1.1, 1.1], 'times as fast as'),
      ...otherTargets(rows),
    ]),
    '',
    '## Aimed at',
    '',
    table(targets, [
      ...against(rows, 'JAX lax.scan', [0.5, 0.5, 0.8, 0.8, 0.8, 0.8], 'times as fast as'),
      ...against(rows, 'PyTorch eager', [8, 2.5, 1.5, 1.5, 1.5, 1.5], 'times as fast as'),
    ]),
    '',
    '## The training step',
    '',
    'A DV step with Adam on 2d-H-H-1, b joint and b reference pairs.',
    '',
    '![Milliseconds a step of each implementation at six sizes, one thread each](training-step.svg)',
    '',
    ...threads.flatMap((count) => [
      count === 1 ? 'One thread each:' : `${count} threads:`,
      '',
      stepTable(rows, count),
      '',
    ]),
    '## Everything else',
    '',
    plainTable(rows, [
      'matrix',
      'chunked',
      'recording',
      'end',
      'cost',
      'exponent',
      'sweep',
      'replicas',
      'bounds',
      'normal',
    ]),
    '',
    '## What a step of ort:cpu spends its time on',
    '',
    "By ONNX Runtime's own profiler, one thread, 250 steps; it costs up to a microsecond a node, so shares say more than sums.",
    '',
    plainTable(rows, ['profile']),
    '',
    '## Absent',
    '',
    ...(absences(rows).length > 0 ? absences(rows) : ['Nothing.']),
    '',
  ].join('\n');
}
