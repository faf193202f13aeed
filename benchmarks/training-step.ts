import { foldIn, keyFromSeed, type NamedArrays, type Program, type ProgramInputs } from '@minebench/core';
import { engines } from '@minebench/engine';
import {
  bounds,
  createModel,
  createTrainingStep,
  critics,
  initialTrainingState,
  optimizers,
} from '@minebench/estimators';
import { createReferences, createTask } from '@minebench/generators';
import { type Contender, interleave, type Row } from './measure.ts';

/** Sizes of a step on b joint pairs: of DV with a joint critic 2d-H-H-1 and b reference pairs where nothing else is said. */
export interface StepSize {
  readonly dimension: number;
  readonly batchSize: number;
  readonly width: number;
  readonly bound?: string;
  readonly critic?: string;
}

const POOL = 10_000;

export const label = ({ dimension, batchSize, width }: StepSize): string => `d=${dimension} b=${batchSize} H=${width}`;

/** Floating-point operations of the matrix products of one step: forward, and twice that backward. */
export const flop = ({ dimension: d, batchSize: b, width: h }: StepSize): number =>
  3 * 2 * (2 * d * h + h * h + h) * 2 * b;

interface Compiled {
  readonly program: Program;
  readonly state: NamedArrays;
  inputs(steps: number): ProgramInputs;
}

export async function compileStep(engineId: string, size: StepSize): Promise<Compiled> {
  const { dimension, batchSize, width, bound = 'dv', critic = 'joint-mlp' } = size;
  const key = keyFromSeed(1);
  const network = critics.create({ id: critic, hidden: [width, width] });
  const model = createModel(network, bounds.create(bound), dimension, dimension, key);
  const optimizer = optimizers.create({ id: 'adam', learningRate: 1e-4 });
  const references = createReferences({ mode: 'derange' }, { batchSize, n: POOL });
  const { step, example } = createTrainingStep(model, optimizer, { poolSize: POOL, batchSize, references });
  const program = await engines.create(engineId).compile(step, example);
  const [gathered] = example.batch.rowsX.shape;
  const pairs = createTask({ id: 'gaussian', dimension, rho: 0.5 }).sample(POOL, foldIn(key, 'sample'));
  const data = {
    x: { dtype: 'float32' as const, shape: [POOL, dimension], data: Float32Array.from(pairs.x) },
    y: { dtype: 'float32' as const, shape: [POOL, dimension], data: Float32Array.from(pairs.y) },
  };
  const rows = (steps: number, stride: number) => ({
    dtype: 'int32' as const,
    shape: [steps, gathered],
    data: Int32Array.from({ length: steps * gathered }, (_, k) => (k * stride) % POOL),
  });
  return {
    program,
    state: initialTrainingState(model, optimizer),
    inputs: (steps) => ({ data, batch: { rowsX: rows(steps, 7919), rowsY: rows(steps, 104_729) } }),
  };
}

/** A contender that trains `steps` steps in calls of `stepsPerCall`. */
export async function stepping(
  engineId: string,
  size: StepSize,
  steps: number,
  stepsPerCall = steps,
  name = engineId,
): Promise<Contender> {
  const { program, state, inputs } = await compileStep(engineId, size);
  const prepared = inputs(stepsPerCall);
  return {
    implementation: name,
    threads: 1,
    async run() {
      let current = state;
      for (let done = 0; done < steps; done += stepsPerCall) {
        current = (await program.run(current, prepared, stepsPerCall)).state;
      }
      return { units: steps };
    },
  };
}

export interface StepBenchmark {
  readonly size: StepSize;
  readonly steps: number;
  /** Eager engines take far longer a step: fewer of them. */
  readonly eagerSteps: number;
}

/** The recorded step against TensorFlow.js eager, one thread each, both gathering their minibatch. */
export async function trainingStep(
  { size, steps, eagerSteps }: StepBenchmark,
  eager: readonly string[],
  repeats: number,
): Promise<Row[]> {
  const contenders = [await stepping('ort:cpu', size, steps)];
  for (const id of eager) contenders.push(await stepping(id, size, eagerSteps));
  return interleave('training step', label(size), contenders, repeats);
}
