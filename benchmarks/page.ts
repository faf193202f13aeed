import type { Table } from '@minebench/report';
import type { Row } from './measure.ts';
import { milliseconds } from './row-text.ts';
import { stepTable, threadTable } from './step-table.ts';
import { aimedAt, required, type Target } from './targets.ts';

export interface Section {
  readonly title: string;
  readonly text: readonly string[];
  /** Files of it beside the page, without what tells SVG from PNG. */
  readonly figure?: { readonly file: string; readonly alt: string; readonly caption: string };
  readonly tables: readonly Table[];
}

/** The page on speed, for Markdown and HTML. */
export interface Page {
  readonly title: string;
  readonly text: readonly string[];
  readonly sections: readonly Section[];
}

const targetTable = (caption: string, targets: readonly Target[]): Table => ({
  caption,
  columns: ['target', 'wanted', 'measured', 'verdict'].map((title) => ({ title, align: 'left' })),
  rows: targets.map(({ target, wanted, measured, verdict }) => [target, wanted, measured, verdict || 'open']),
  notes: [],
});

function plainTable(rows: readonly Row[], caption: string, benchmarks: readonly string[]): Table {
  const left = ['benchmark', 'size', 'implementation'].map((title) => ({ title, align: 'left' as const }));
  const right = ['threads', 'median ms', 'ratio (range)'].map((title) => ({ title, align: 'right' as const }));
  return {
    caption,
    columns: [...left, ...right, { title: 'note', align: 'left' }],
    rows: rows
      .filter(({ benchmark }) => benchmarks.some((name) => benchmark.startsWith(name)))
      .map(({ benchmark, size, implementation, threads, medianMs, ratio, ratioRange, note, absent }) => [
        benchmark,
        size,
        implementation,
        String(threads),
        medianMs === null ? '—' : milliseconds(medianMs),
        ratio === null || !ratioRange
          ? '—'
          : `${ratio.toFixed(2)} (${ratioRange[0].toFixed(2)} to ${ratioRange[1].toFixed(2)})`,
        String(absent ?? note ?? ''),
      ]),
    notes: [],
  };
}

function profileTable(rows: readonly Row[]): Table {
  return {
    caption: "ort:cpu's step by operator",
    columns: [
      { title: 'size', align: 'left' },
      { title: 'operator', align: 'left' },
      { title: 'microseconds a step', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'note', align: 'left' },
    ],
    rows: rows
      .filter(({ benchmark }) => benchmark === 'profile')
      .map(({ size, implementation, medianMs, ratio, note }) => [
        size,
        implementation,
        (1000 * medianMs!).toFixed(1),
        `${(100 * ratio!).toFixed(0)}%`,
        String(note).split(',')[0],
      ]),
    notes: [],
  };
}

/** Everything that has no times, with its reason, each once. */
const absences = (rows: readonly Row[]): string[] => [
  ...new Set(
    rows.flatMap(({ benchmark, implementation, threads, absent, size }) => {
      if (!absent) return [];
      const missing = benchmark === 'training step' && absent.startsWith('no ');
      return [
        missing
          ? `${implementation}: ${absent}`
          : `${benchmark}, ${size}, ${implementation}, threads ${threads}: ${absent}`,
      ];
    }),
  ),
];

const listed = (title: string, lines: readonly string[]): Table => ({
  caption: title,
  columns: [{ title: 'what, and why', align: 'left' }],
  rows: lines.map((line) => [line]),
  notes: [],
});

function circumstances(rows: readonly Row[]): string[] {
  const versions = [...new Set(rows.flatMap(({ version }) => (version ? [version] : [])))];
  const difference = Math.max(0, ...rows.map(({ lossDifference }) => Number(lossDifference ?? 0)));
  const loads = rows.flatMap(({ load }) => (load === undefined ? [] : [load]));
  const load = loads.length > 0 ? `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}` : 'unknown';
  return [
    `Machine: ${rows[0]?.machine ?? 'nothing measured'}. Load average during the run, our own processes included: ${load}.`,
    `Peers: ${versions.join(', ') || 'none'}.`,
    'Implementations take turns, repeat by repeat; numbers are medians over repeats, ratios are taken within a repeat and have their range.',
    'What runs on one thread is compared by its CPU time, which other processes cannot stretch by taking the processor; what runs on several, by wall time. Tables of single rows show wall times. On a machine that does nothing else the two are equal.',
    `Every implementation gathers its minibatch itself, from the same weights, data and rows; losses of the first ten steps are held to differ by no more than 1e-4 nats, and differ by at most ${difference.toExponential(1)}.`,
  ];
}

export function page(rows: readonly Row[]): Page {
  const threads = [...new Set(rows.filter(({ benchmark }) => benchmark === 'training step').map((row) => row.threads))];
  const absent = absences(rows);
  return {
    title: 'Speed',
    text: circumstances(rows),
    sections: [
      { title: 'Required', text: [], tables: [targetTable('Required, one thread each', required(rows))] },
      { title: 'Aimed at', text: [], tables: [targetTable('Aimed at, one thread each', aimedAt(rows))] },
      {
        title: 'The training step',
        text: ['A step of DV with Adam on 2d-H-H-1, b joint and b reference pairs.'],
        figure: {
          file: 'training-step',
          alt: 'Milliseconds a step of each implementation at six sizes, one thread each',
          caption: 'A training step, one thread each: median and range over repeats, a logarithmic axis a size.',
        },
        tables: threads.flatMap((count) => [
          stepTable(rows, {
            caption: count === 1 ? 'One thread each, CPU time' : `${count} threads, wall time`,
            threads: count,
          }),
          threadTable(rows, count),
        ]),
      },
      {
        title: 'What the step of ort:cpu spends its time on',
        text: [
          "By ONNX Runtime's own profiler, one thread, 250 steps in one call. The profiler costs up to a microsecond a node and counts whole microseconds: at the smallest size shares say more than sums.",
          'At the smallest sizes the wall is the interpreter: some sixty nodes at a fraction of a microsecond each, however little each computes. Fewer nodes is what helped: all parameters in one vector, split once and differentiated by piece, gradients joined once; Gemm with its transpositions and bias; a Scan instead of a Loop; sums over rows as a product with ones; the sign of a relu read off its result. Past that, wasm:simd writes the same graph as one WebAssembly module, which has no nodes to walk.',
          'From H = 100 on, time is in matrix products, which ONNX Runtime computes with the widest vectors of the processor; WebAssembly has 128 bits, and is slower there. What is left beside the products are passes over the activations and Adam’s over the parameters, which XLA fuses into fewer passes than ONNX Runtime’s kernels can express.',
        ],
        tables: [profileTable(rows)],
      },
      {
        title: 'Everything else',
        text: [],
        tables: [
          plainTable(rows, 'An estimate, end to end', ['end']),
          plainTable(rows, 'The cost of a step', ['cost', 'exponent']),
          plainTable(rows, 'A sweep of 64 cells', ['sweep']),
          plainTable(rows, 'Replicas as one program', ['replicas']),
          plainTable(rows, 'Rates, calls and recording', ['matrix', 'chunked', 'recording']),
        ].filter((table) => table.rows.length > 0),
      },
      {
        title: 'Absent',
        text: absent.length > 0 ? [] : ['Nothing.'],
        tables: absent.length > 0 ? [listed('Absent here', absent)] : [],
      },
    ],
  };
}
