import { applicationRows } from './applications.ts';
import { costOfStep } from './cost.ts';
import { endToEnd } from './end-to-end.ts';
import { matrixProduct } from './matrix-product.ts';
import { costRatio, costs, interleave, median, type Row } from './measure.ts';
import { normalNumbers } from './normal-numbers.ts';
import { profileRows } from './profile.ts';
import { recording } from './recording.ts';
import { replicas } from './replicas.ts';
import { flop, label, type StepSize, stepSizes } from './step-size.ts';
import { stepping } from './stepping.ts';
import { sweepWithWorkers, workerMemory } from './sweeps.ts';
import { trainingSteps } from './training-step.ts';

export interface Settings {
  readonly quick: boolean;
  readonly repeats: number;
  /** Folder of the Python environments. */
  readonly peers: string;
  readonly processors: number;
  /** Replicas are compared on the processor where there is no GPU. */
  readonly replicasOnCpu: boolean;
  /** Numbers of threads of the training step; one and all where absent. */
  readonly threads?: readonly number[];
  /** Places in the list of step sizes; all where absent. */
  readonly sizes?: readonly number[];
}

/** Something that is measured; its rows as they come. */
export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  /** Only where asked for. */
  readonly byName?: boolean;
  run(settings: Settings): AsyncIterable<Row>;
}

const sizesOf = ({ sizes, quick }: Settings) => stepSizes.filter((_, k) => sizes?.includes(k) ?? (!quick || k < 2));

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'training step',
    summary: 'the step at six sizes: our engines, TensorFlow.js, PyTorch, JAX; one thread, then all',
    async *run(settings) {
      const { repeats, peers, processors, quick } = settings;
      const common = { sizes: sizesOf(settings), repeats, peers, patience: quick ? 0.5 : 5 };
      const counts = settings.threads ?? (processors > 1 && !quick ? [1, processors] : [1]);
      for (const threads of counts) {
        for await (const rows of trainingSteps({ ...common, threads })) yield* rows;
      }
    },
  },
  {
    name: 'matrix products',
    summary: "the step's rate beside that of ONNX Runtime's own matrix product",
    async *run({ repeats, quick }) {
      for (const size of quick ? [stepSizes[3]] : [stepSizes[3], stepSizes[5]]) {
        const product = await matrixProduct(2 * size.batchSize, size.width, size.width, 10);
        const measured = await interleave(
          'matrix products',
          label(size),
          [product, await stepping('ort:cpu', size, 40)],
          { repeats },
        );
        // Operations a nanosecond, within a repeat.
        const work = [product.flop, flop(size)];
        const share = work[1] / work[0] / (costRatio(measured[1], measured[0])?.ratio ?? Number.NaN);
        for (const [k, row] of measured.entries()) {
          const gflops = work[k] / median(costs(row)) / 1e6;
          const ofProduct = k === 0 ? 1 : share;
          const note = `${gflops.toFixed(1)} GFLOP/s, ${(100 * ofProduct).toFixed(0)}% of the product's rate`;
          yield { ...row, gflops, share: ofProduct, note };
        }
      }
    },
  },
  {
    name: 'chunked stepping',
    summary: 'many steps a call, and one',
    async *run({ repeats }) {
      const size = stepSizes[0];
      const contenders = [
        await stepping('ort:cpu', size, 1000, 250, '250 steps a call'),
        await stepping('ort:cpu', size, 1000, 1, 'one step a call'),
      ];
      yield* await interleave('chunked stepping', label(size), contenders, { repeats });
    },
  },
  {
    name: 'recording',
    summary: 'recording a step and creating its session',
    run: (settings) => recording(sizesOf(settings), settings.repeats),
  },
  {
    name: 'profile',
    summary: "time by operator of ONNX Runtime's graph of the step, by its profiler; --profile D,B,H for another size",
    async *run(settings) {
      for (const size of sizesOf(settings).slice(0, 4)) yield* profileRows(size);
    },
  },
  {
    name: 'cost of a step',
    summary: 'against b, the number of parameters and n, with fitted exponents',
    run: ({ repeats, quick }) => costOfStep(quick ? 1 : repeats, quick),
  },
  {
    name: 'end to end',
    summary: "time to an estimate within 0.05 nats, beside benchmark-mi's MINE, InfoNCE and KSG",
    run: ({ peers, quick, repeats }) => endToEnd(peers, quick ? 1 : Math.min(5, repeats)),
  },
  {
    name: 'sweep of 64 cells',
    summary: 'cells a minute against workers',
    async *run({ quick, processors }) {
      const workers = [...new Set([1, 2, processors])].filter((count) => count <= Math.max(2, processors));
      const rows = await sweepWithWorkers('sixty-four-cells.ts', 'sweep of 64 cells', workers, quick ? 1 : 3);
      for (const row of rows) {
        const cellsPerMinute = (64 * 60_000) / (row.medianMs ?? Number.NaN);
        yield { ...row, cellsPerMinute, note: `${cellsPerMinute.toFixed(0)} cells a minute` };
      }
    },
  },
  {
    name: 'replicas',
    summary: 'replicas 1, 16, 256, 1024 of a step as one program, on a GPU',
    run: ({ peers, repeats, replicasOnCpu }) => replicas(peers, repeats, replicasOnCpu),
  },
  {
    name: 'applications',
    summary: 'an alternation of the GAN at two sizes, an epoch of the information bottleneck on MNIST',
    run: ({ quick, repeats }) => applicationRows(quick ? 1 : Math.min(5, repeats)),
  },
  {
    name: 'bounds',
    summary: "InfoNCE's step beside DV's with a separable critic",
    byName: true,
    async *run({ repeats }) {
      for (const width of [32, 256]) {
        const size: StepSize = { dimension: 20, batchSize: 512, width, critic: 'separable-mlp' };
        const contenders = [];
        for (const bound of ['dv', 'infonce'])
          contenders.push(await stepping('ort:cpu', { ...size, bound }, 40, 40, bound));
        yield* await interleave('bounds, separable', label(size), contenders, { repeats });
      }
    },
  },
  {
    name: 'normal numbers',
    summary: "our stream beside Box and Muller's over Math.random",
    byName: true,
    async *run({ repeats }) {
      const count = 2_000_000;
      yield* await interleave('normal numbers', `n=${count}`, normalNumbers(count), { repeats });
    },
  },
  {
    name: 'sweep of 16 cells',
    summary: 'sixteen longer cells, two workers and one',
    byName: true,
    async *run({ repeats }) {
      yield* await sweepWithWorkers('sixteen-cells.ts', 'sweep of 16 cells', [2, 1], Math.ceil(repeats / 2));
    },
  },
  {
    name: 'worker memory',
    summary: 'peak memory of a worker after each of eight large cells',
    byName: true,
    async *run() {
      yield* await workerMemory();
    },
  },
];
