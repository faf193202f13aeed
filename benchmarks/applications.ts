import { bottleneck, gan } from '@minebench/applications';
import type { Procedure, SweepFields } from '@minebench/core';
import { type Contender, costs, interleave, median, type Row } from './measure.ts';

interface Application {
  readonly size: string;
  readonly procedure: Procedure;
  readonly sweep: SweepFields;
  /** Steps of the sweep's one run between its first sign of progress, which comes after recording and loading, and its last. */
  readonly steps: number;
  /** Steps of what the time is told for. */
  readonly unit: number;
  /** What must take how long at most on two cores. */
  readonly target: { readonly what: string; readonly units: number; readonly seconds: number };
}

const ganOf = (generator: number, judge: number, steps: number): SweepFields => ({
  beta: 1,
  latent: 2,
  batchSize: 256,
  bound: 'mine',
  critic: { id: 'joint-mlp', hidden: [judge, judge, judge], activation: 'elu' },
  generator: { hidden: [generator, generator], activation: 'relu' },
  discriminator: { hidden: [judge, judge, judge], activation: 'leaky-relu' },
  optimizer: { id: 'adam', beta1: 0.5 },
  protocol: { steps: 2 * steps, lookEvery: steps, panels: 1 },
});

/** The runs of experiments/gan-gaussians.ts and of experiments/information-bottleneck.ts at their sizes, cut short. */
const applications: readonly Application[] = [
  {
    size: 'GAN of 128 units, an alternation',
    procedure: gan,
    sweep: ganOf(128, 128, 200),
    steps: 200,
    unit: 1,
    target: { what: 'a run of 57,600 alternations', units: 57_600, seconds: 5 * 60 },
  },
  {
    size: 'GAN of the published size, an alternation',
    procedure: gan,
    sweep: ganOf(500, 400, 50),
    steps: 50,
    unit: 1,
    target: { what: 'a run of 9600 alternations', units: 9600, seconds: 20 * 60 },
  },
  {
    size: 'bottleneck of the published size, an epoch',
    procedure: bottleneck,
    sweep: {
      regularizer: { id: 'mine', beta: 1e-3 },
      hidden: [1024, 1024],
      code: 256,
      critic: { id: 'joint-mlp', hidden: [512, 512] },
      n: 4000,
      protocol: { epochs: 2, lookEvery: 2, testImages: 100, informationImages: 100 },
    },
    steps: 40,
    unit: 600,
    target: { what: 'an epoch of 60,000 images', units: 1, seconds: 60 },
  },
];

/** A run by its procedure, timed from its first sign of progress to its last: minibatches drawn and steps, without recording and without reading the images. */
async function training({ procedure, sweep, steps, unit }: Application): Promise<Contender> {
  const context = { baseUrl: import.meta.url };
  const [{ files: _, ...plan }] = await procedure.expand(sweep, 'sweep', context);
  return {
    implementation: plan.engine,
    threads: 1,
    async run() {
      const marks: { readonly wall: number; readonly cpu: NodeJS.CpuUsage }[] = [];
      const onProgress = () => {
        marks.push({ wall: performance.now(), cpu: process.cpuUsage() });
      };
      const { status } = await procedure.run({ ...plan, code: '' }, { ...context, onProgress });
      if (status !== 'completed') throw new Error(`a run ended as ${status}`);
      const [first, last] = [marks[0], marks[marks.length - 1]];
      const cpu = last.cpu.user + last.cpu.system - first.cpu.user - first.cpu.system;
      return { units: steps / unit, seconds: (last.wall - first.wall) / 1000, cpuSeconds: cpu / 1e6 };
    },
  };
}

/** Milliseconds an alternation of a GAN and an epoch of the information bottleneck, with what a whole run of it takes. */
export async function* applicationRows(repeats: number): AsyncGenerator<Row> {
  for (const application of applications) {
    const { what, units, seconds } = application.target;
    for (const row of await interleave('applications', application.size, [await training(application)], { repeats })) {
      const needed = (units * median(costs(row))) / 1000;
      yield { ...row, what, needed, seconds, note: `${what}: ${needed.toPrecision(3)} s of ${seconds}` };
    }
  }
}
