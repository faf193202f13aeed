import { type CellRecord, type Claim, log } from '@minebench/core';
import { defineExperiment, gradientBias, referenceLaw, resampling } from '@minebench/runner';

const rows = { procedure: resampling, task: 'gaussian', rho: 0.75, repeats: 1000 } as const;

/** Joint and different pairs of draws, and pictures of some of them. */
const draws = [
  { ...rows, n: 100, references: 'shuffle', referenceSize: [10, 30, 100], picture: 24 },
  { ...rows, n: 100, references: 'replace', referenceSize: [10, 30, 100, 300, 1000, 2000, 5000], picture: 24 },
  { ...rows, n: 100, references: 'replace', referenceSize: [10_000, 20_000] },
  { ...rows, n: [16, 64, 256], references: ['shuffle', 'replace', 'derange', 'shift'] },
];

const biases = [
  { procedure: gradientBias, scale: [0.2, 0.3], referenceSize: [16, 32, 64, 128, 256, 512, 1024], replicates: 30_000 },
  { procedure: gradientBias, scale: 0.2, referenceSize: 64, weight: [0.5, 0.1, 0.01], replicates: 300_000 },
];

/** Small batches, so that the cap on what they can be credited with is within reach of a small network. */
const law = {
  procedure: referenceLaw,
  task: 'gaussian',
  dimension: 3,
  mi: [1, 2, 3, 4, 5],
  n: 'fresh',
  batchSize: 16,
  references: ['shuffle', 'shift'],
  bound: 'mine-f',
  critic: { id: 'joint-mlp', hidden: [64, 64] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
  seeds: 2,
  protocol: {
    steps: 6000,
    selectEvery: 500,
    patience: 6,
    selectionSize: 2000,
    selectionReferences: 10_000,
    evaluationSize: 20_000,
    evaluationReferences: 100_000,
  },
} as const;

const memorizing = {
  task: { id: 'independence', dimX: 20, dimY: 20 },
  n: 100,
  batchSize: 100,
  references: { mode: 'product', diagonal: true },
  bound: 'dv',
  critic: { id: 'separable-mlp', hidden: [128] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
  seeds: 3,
  protocol: {
    steps: 300,
    selectEvery: 2,
    patience: 200,
    selectionSize: 1000,
    selectionReferences: 1000,
    evaluationSize: 5000,
    evaluationReferences: 5000,
  },
} as const;

/** An estimate from m pairs and nothing else; a larger m begins with the pairs of a smaller one. */
const outOf = (m: number) => ({
  task: 'gaussian',
  dimension: 1,
  rho: 0.5,
  n: m / 2,
  batchSize: Math.min(128, m / 2),
  references: 'derange',
  bound: 'mine',
  critic: { id: 'joint-mlp', hidden: [16, 16] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
  engine: 'wasm:simd',
  seeds: 10,
  protocol: {
    steps: 2000,
    selectEvery: 100,
    patience: 8,
    selectionSize: m / 4,
    selectionReferences: m / 2,
    evaluationSize: m / 4,
    evaluationReferences: m / 2,
    evaluationMode: 'replace' as const,
  },
});

/** The same noise on other functions. */
const noises = {
  task: ['x', '2x', 'sin', 'cube'].flatMap((f) =>
    [0.1, 0.3, 0.5, 0.7, 0.9].map((sigma) => ({ id: 'equitability', f, sigma })),
  ),
  n: 5000,
  batchSize: 128,
  references: 'derange',
  bound: 'mine',
  critic: { id: 'joint-mlp', hidden: [16, 16] },
  optimizer: { id: 'adam', learningRate: 2e-3 },
  engine: 'wasm:simd',
  seeds: 1,
  protocol: { steps: 3000, selectEvery: 250, patience: 6, selectionSize: 5000, evaluationSize: 20_000 },
} as const;

interface Measured {
  readonly mean: number;
  readonly standardError: number;
}

const standardErrors = 4;
const of = (records: readonly CellRecord[], procedure: string): CellRecord[] =>
  records.filter(({ cell, result }) => cell.procedure === procedure && result.status === 'completed');

/** A claim about every record of one procedure: what each of them has to be within, as `[what is off, allowed]`. */
const each = (
  name: string,
  reason: string,
  procedure: string,
  compare: (record: CellRecord) => [number, number] | null,
): Claim => ({
  name,
  reason,
  check(records) {
    const compared = of(records, procedure).flatMap((record) => {
      const pair = compare(record);
      return pair ? [pair] : [];
    });
    const off = compared.filter(([difference, allowed]) => difference > allowed);
    const verdict = compared.length === 0 ? 'unresolved' : off.length > 0 ? 'fails' : 'holds';
    return { verdict, detail: `${compared.length - off.length} of ${compared.length} records are as they should be.` };
  },
});

const fixedPoints = each(
  'a fraction 1/n of the pairs are joint pairs, none of deranged and shifted ones',
  `Exact; means over draws, to ${standardErrors} standard errors.`,
  'resampling',
  ({ cell, result }) => {
    const { mode } = cell.params.references as { mode: string };
    const { mean, standardError } = result.fixedPoints as unknown as Measured;
    const expected = mode === 'derange' || mode === 'shift' ? 0 : 1 / (cell.params.n as number);
    return [Math.abs(mean - expected), standardErrors * standardError];
  },
);

const different = each(
  "n' draws with replacement hold n^2 (1 - (1 - n^-2)^n') different pairs",
  `Exact; means over draws, to ${standardErrors} standard errors.`,
  'resampling',
  ({ cell, result }) => {
    const { mode, size } = cell.params.references as { mode: string; size: number };
    if (mode !== 'replace') return null;
    const { mean, standardError } = result.distinct as unknown as Measured;
    const n = cell.params.n as number;
    return [Math.abs(mean - n * n * (1 - (1 - n ** -2) ** size)), standardErrors * standardError];
  },
);

const capped = each(
  'what is read on the law of the references stays below its cap',
  'C_b is the divergence of P from that law; to 3 standard errors of reading and cap.',
  'reference-law',
  ({ result }) => {
    const [read, cap] = [result.evaluation, result.cap] as unknown as { nats: number; standardError: number }[];
    return [read.nats - cap.nats, 3 * Math.hypot(read.standardError, cap.standardError)];
  },
);

const memorized: Claim = {
  name: 'DV on all pairs of a sample is at most log n, at every step',
  reason: 'The supremum over all functions is the divergence of n points from n^2; 1e-4 for single precision.',
  check(records) {
    const curves = of(records, 'estimate').flatMap(({ cell, result }) =>
      (cell.params.references as { mode: string }).mode === 'product'
        ? [(result.minibatch as { mean: number[] }).mean]
        : [],
    );
    const largest = Math.max(...curves.flat());
    const verdict = curves.length === 0 ? 'unresolved' : largest <= log(memorizing.n) + 1e-4 ? 'holds' : 'fails';
    return {
      verdict,
      detail: `The largest of ${curves.flat().length} values is ${largest.toFixed(4)}; log n is ${log(memorizing.n).toFixed(4)}.`,
    };
  },
};

export default defineExperiment({
  id: 'lecture-studies',
  title: 'Small studies for the lecture',
  question: 'What are reference pairs made of, how biased is a minibatch gradient, and what does a larger sample mend?',
  sweep: [
    ...draws,
    ...biases,
    law,
    memorizing,
    noises,
    ...[100, 300, 1000, 3000, 10_000, 30_000, 100_000].map((m) => outOf(m - (m % 4))),
  ],
  holds: [fixedPoints, different, capped, memorized],
});
