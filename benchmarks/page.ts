import type { Table } from '@minebench/report';
import { costRatio, costs, median, type Row } from './measure.ts';
import { milliseconds } from './row-text.ts';
import { stepTable, threadTable } from './step-table.ts';
import { aimedAt, required, type Target, times } from './targets.ts';

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

/** What a row is compared with: the first that was measured in turn with it, of the same method where there are several. */
function baseOf(rows: readonly Row[], { benchmark, size, implementation }: Row): Row {
  const method = benchmark === 'end to end' ? implementation.split(' ').at(-1)! : '';
  return rows.find(
    (row) =>
      row.benchmark === benchmark &&
      (row.size === size || benchmark.startsWith('cost')) &&
      row.implementation.endsWith(method),
  )!;
}

function plainTable(rows: readonly Row[], caption: string, benchmarks: readonly string[]): Table {
  const left = ['benchmark', 'size', 'implementation'].map((title) => ({ title, align: 'left' as const }));
  const right = ['ms', 'times the first (range)'].map((title) => ({ title, align: 'right' as const }));
  return {
    caption,
    columns: [...left, ...right, { title: 'note', align: 'left' }],
    rows: rows
      .filter(({ benchmark }) => benchmarks.some((name) => benchmark.startsWith(name)))
      .map((row) => {
        const { benchmark, size, implementation, note, absent } = row;
        const found = benchmark === 'exponent' ? undefined : costRatio(row, baseOf(rows, row));
        return [
          benchmark,
          size,
          implementation,
          found ? milliseconds(median(costs(row))) : '—',
          found ? `${times(found.ratio)} (${times(found.low)} to ${times(found.high)})` : '—',
          String(absent ?? note ?? ''),
        ];
      }),
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
    'What runs on one thread is compared by its CPU time, which other processes cannot stretch by taking the processor; what runs on several, by wall time. On a machine that does nothing else the two are equal.',
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
          'From H = 256 on, most of the time is in matrix products (Gemm, FusedGemm), which ONNX Runtime computes with the widest vectors of the processor; WebAssembly has 128 bits, and is slower there. Beside the products are passes over the activations and the passes of Adam over the parameters (Mul, Add, Sqrt, Div), each a node that reads and writes the whole vector; XLA fuses them into one. They weigh most where b is small against H.',
          'What was tried, on two cores of an AMD EPYC, at d=20 b=64 H=256, where these passes are a fifth of the step and JAX is nearest to its aim, by CPU time on one thread: the ten passes of Adam alone take 91 us over 76,545 parameters. A scaled sum as a product of one term with a bias (three Gemm for three Mul and Add): 87 us. The vector in 2, 4, 8 or 16 pieces that stay in the cache: 94, 100, 113, 137 us. The whole step, 432 us: without memory patterns 443, without the arena 444, with denormals as zero 434. None is more than the noise of a per cent or two, so none is there. What is left to gain is one pass instead of ten, which ONNX Runtime has no operator for.',
          'By d the exponent is the highest: parameters, moments and gradient are vectors of 4 d H numbers each, which from d = 128 on outgrow the second cache (1 MiB here), so that the passes of Adam cost more a number.',
        ],
        tables: [profileTable(rows)],
      },
      {
        title: 'Everything else',
        text: [
          'Where a note says that .05 was not reached, more steps change nothing: both packages stop by themselves once held-out pairs gain no more, and 3500 pairs of ten numbers are learnt by heart before a critic is good enough. The rows are those of the most accurate number of steps.',
        ],
        tables: [
          plainTable(rows, 'An estimate, end to end', ['end']),
          plainTable(rows, 'The cost of a step', ['cost', 'exponent']),
          plainTable(rows, 'A sweep of 64 cells', ['sweep']),
          plainTable(rows, 'Replicas as one program', ['replicas']),
          plainTable(rows, 'Mutual information in larger models', ['applications']),
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
